package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import io.heaptide.importers.TextLines;
import io.heaptide.importers.symbols.Modules;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One allocation tree of massif: each node holds what its children do, and is the caller of the node above it. What a node
 * holds beyond its children ends there: massif folds stacks below its threshold into "in K places".
 */
final class MassifTree {

    private static final Pattern NODE = Pattern.compile("( *)n(\\d+): (\\d+) (.*)");
    private static final Pattern PLACE = Pattern.compile("(0x[0-9A-Fa-f]+): (.*?)(?: \\(([^()]*)\\))?");
    private static final String IN_OBJECT = "in ";
    private static final String NO_NAME = "???";

    /** Deeper than massif ever goes (its {@code --depth} is at most 200). */
    private static final int MAX_DEPTH = 1000;

    private final ImportPolicy policy;
    private final SiteTable table;
    private final Deque<Node> open = new ArrayDeque<>();

    MassifTree(ImportPolicy policy) {
        this.policy = policy;
        this.table = new SiteTable(policy);
    }

    /** Reads to the tree's last line; tells whether it was there. */
    boolean read(TextLines lines) throws IOException {
        boolean begun = false;
        while (!begun || !open.isEmpty()) {
            String line = lines.nextWhole();
            if (line == null) {
                while (!open.isEmpty()) {
                    close();
                }
                return false;
            }
            take(line, lines);
            begun = true;
        }
        return true;
    }

    List<Site> sites() {
        return table.sites();
    }

    Optional<String> missing() {
        return table.missing();
    }

    private void take(String line, TextLines lines) throws BadProfile {
        Matcher parts = NODE.matcher(line);
        if (!parts.matches() || parts.group(1).length() != open.size() || open.size() > MAX_DEPTH) {
            throw lines.bad("no node of the tree: " + BadProfile.quoted(line));
        }
        long bytes = Whole.of(parts.group(3), lines);
        Node parent = open.peek();
        List<Frame> stack = parent == null ? List.of() : parent.stack;
        if (parent != null) {
            parent.childrenLeft--;
            parent.ownBytes -= bytes;
        }
        open.push(new Node(stack(stack, parts.group(4)), bytes, Whole.of(parts.group(2), lines)));
        while (!open.isEmpty() && open.element().childrenLeft == 0) {
            close();
        }
    }

    /** Ends a node that has all its children, or all that there are. */
    private void close() {
        Node node = open.pop();
        if (node.ownBytes > 0) {
            List<Frame> stack = node.stack.isEmpty() ? List.of(Frame.UNKNOWN) : node.stack;
            table.add(Site.exact(stack, "", Amount.NONE, new Amount(node.ownBytes, 0)));
        }
    }

    private List<Frame> stack(List<Frame> inner, String detail) {
        Matcher place = PLACE.matcher(detail);
        if (!place.matches() || inner.size() >= policy.maxFrames()) {
            return inner; // the allocation functions at the root, or several places together
        }
        List<Frame> stack = new ArrayList<>(inner);
        stack.add(frame(place));
        return stack;
    }

    private static Frame frame(Matcher place) {
        String where = place.group(3) == null ? "" : place.group(3);
        boolean inObject = where.startsWith(IN_OBJECT);
        String module = inObject ? where.substring(IN_OBJECT.length()) : "";
        if (place.group(2).equals(NO_NAME)) { // the address is one of Valgrind's, not one of the file
            return Frame.named((inObject ? Modules.name(module) + "!" : "") + place.group(1));
        }
        return Frame.named(Modules.qualified(place.group(2), module), inObject ? "" : where);
    }

    /** A node whose children are still being read. */
    private static final class Node {

        private final List<Frame> stack;
        private double ownBytes; // children may claim more than a long holds
        private long childrenLeft;

        Node(List<Frame> stack, long bytes, long children) {
            this.stack = stack;
            this.ownBytes = bytes;
            this.childrenLeft = children;
        }
    }
}
