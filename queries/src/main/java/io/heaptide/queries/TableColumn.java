package io.heaptide.queries;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column laid out for people: cells fit to print, and a heading broken at its words so that it is hardly ever wider
 * than they are.
 *
 * @param name as in the answer
 * @param heading lines, without the unit: each cell shows its own
 * @param number whether cells stand on the right
 * @param cells one a row
 * @param width columns of the terminal that the widest part takes
 */
record TableColumn(String name, List<Cell> heading, boolean number, List<Cell> cells, int width) {

    private static final List<String> UNITS = List.of("_bytes_per_hour", "_bytes", "_seconds");

    static TableColumn of(QueryResult result, int index, int longestCell) throws IOException {
        QueryResult.Column column = result.columns().get(index);
        List<Cell> cells = new ArrayList<>();
        for (List<@Nullable Object> row : result.rows()) {
            cells.add(Cell.of(HumanValue.of(column, row.get(index))).cutTo(longestCell));
        }
        int widest = cells.stream().mapToInt(Cell::width).max().orElse(0);
        List<Cell> heading = heading(column, widest, longestCell);
        int width =
                Math.max(widest, heading.stream().mapToInt(Cell::width).max().orElse(0));
        return new TableColumn(column.name(), heading, HumanValue.isNumber(column), cells, width);
    }

    /** A line of the heading, the last one at the bottom; empty above the first. */
    String headingLine(int line, int lines) {
        int index = line - (lines - heading.size());
        return aligned(index < 0 ? Cell.of("") : heading.get(index));
    }

    String aligned(Cell cell) {
        return number ? cell.paddedLeft(width) : cell.paddedRight(width);
    }

    private static List<Cell> heading(QueryResult.Column column, int room, int longestCell) {
        List<Cell> lines = new ArrayList<>();
        String line = "";
        for (String word : withoutUnit(column).split("_", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && Cell.of(longer).width() > room) {
                lines.add(Cell.of(line).cutTo(longestCell));
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(Cell.of(line).cutTo(longestCell));
        return lines;
    }

    private static String withoutUnit(QueryResult.Column column) {
        if (!HumanValue.isNumber(column)) {
            return column.name();
        }
        return UNITS.stream()
                .filter(unit -> column.name().endsWith(unit))
                .findFirst()
                .map(unit -> column.name().substring(0, column.name().length() - unit.length()))
                .orElse(column.name());
    }
}
