package io.heaptide.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What the user sees: lines that stay, one line that is redrawn, blocks that replace themselves; plain where output is no terminal. */
final class Terminal {

    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean interactive;
    private final boolean colour;
    private int blockLines;

    Terminal(PrintStream out, boolean interactive, boolean colour) {
        this.out = out;
        this.interactive = interactive;
        this.colour = colour;
    }

    /** Standard output as UTF-8; interactive only if the launcher script found a terminal there; no colours under NO_COLOR. */
    static Terminal standardOutput() {
        boolean interactive = Boolean.getBoolean("heaptide.tty");
        boolean colour = interactive && System.getenv("NO_COLOR") == null;
        return new Terminal(new PrintStream(System.out, true, StandardCharsets.UTF_8), interactive, colour);
    }

    boolean interactive() {
        return interactive;
    }

    boolean colour() {
        return colour;
    }

    /** A line that stays. */
    synchronized void line(String text) {
        forgetBlock();
        out.println((interactive ? ERASE_LINE : "") + text);
    }

    /** A line that the next one replaces; nothing where output is no terminal. */
    synchronized void passing(String text) {
        if (interactive) {
            out.print(ERASE_LINE + text);
            out.flush();
        }
    }

    /** A block that replaces the block before it, if nothing was printed in between. */
    synchronized void block(String text) {
        if (interactive && blockLines > 0) {
            out.print("\u001b[" + blockLines + "A\u001b[J");
        }
        out.print(text.endsWith("\n") ? text : text + "\n");
        out.flush();
        blockLines = (int) text.stripTrailing().lines().count();
    }

    private void forgetBlock() {
        blockLines = 0;
    }

    String bold(String text) {
        return paint("1", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
