package io.heaptide.notifier;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heaptide.notifier.AlertMessage.Fact;
import io.heaptide.notifier.Outcome.Accepted;
import io.heaptide.notifier.Outcome.Rejected;
import io.heaptide.schemas.LeakAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Slack's incoming webhook: blocks for people, {@code text} for notifications and screen readers.
 *
 * <p>Names from outside stand only in plain text or in code spans, so no name can format, link or mention.
 */
final class SlackFormat implements ChatFormat {

    private static final int HEADER_CHARS = 150;
    private static final int SECTION_CHARS = 3000;
    private static final int FIELD_CHARS = 2000; // label, code and value together
    private static final int LABEL_CHARS = 150;
    private static final int CODE_CHARS = 900;
    private static final int VALUE_CHARS = FIELD_CHARS - LABEL_CHARS - CODE_CHARS - 10;
    private static final int COMMAND_CHARS = 1490; // the longest argument, quoted and escaped, with its command
    private static final int MOST_FIELDS = 10;
    private static final int WIDE_CHARS = 60; // a longer line reads badly in half a column
    private static final Duration PACE = Duration.ofSeconds(1); // Slack's limit for one channel

    @Override
    public ChatRequest request(LeakAlert alert, Target target, Instant now) {
        return new ChatRequest(target.url(), Json.text(body(AlertMessage.of(alert))), Map.of());
    }

    /** Slack answers some failures with a 200, and success with the body {@code ok}. */
    @Override
    public Outcome judge(Reply reply) {
        if (reply.status() / 100 != 2) {
            return reply.byStatus();
        }
        boolean taken = reply.status() == 200 && reply.body().strip().equals("ok");
        return taken ? new Accepted() : new Rejected(reply.describe());
    }

    @Override
    public Duration pace() {
        return PACE;
    }

    private static ObjectNode body(AlertMessage message) {
        String title = mark(message) + " " + message.title();
        String first = message.facts().get(0).value();
        ObjectNode body = Json.object().put("text", escape(title + ": " + first, SECTION_CHARS));
        ArrayNode blocks = body.putArray("blocks");
        blocks.add(block("header").set("text", text("plain_text", escape(title, HEADER_CHARS))));
        blocks.add(section(bold(message.headline())));
        addFields(blocks, message.facts().stream().filter(fact -> !isWide(fact)).toList());
        message.facts().stream().filter(SlackFormat::isWide).forEach(fact -> blocks.add(section(factText(fact))));
        blocks.add(section(commands(message.commands())));
        return body;
    }

    private static void addFields(ArrayNode blocks, List<Fact> facts) {
        ObjectNode section = block("section");
        ArrayNode fields = section.putArray("fields");
        facts.stream().limit(MOST_FIELDS).forEach(fact -> fields.add(text("mrkdwn", factText(fact))));
        if (!fields.isEmpty()) {
            blocks.add(section);
        }
    }

    private static boolean isWide(Fact fact) {
        return fact.code().length() + fact.value().length() > WIDE_CHARS;
    }

    private static String factText(Fact fact) {
        String code = fact.code().isEmpty() ? "" : code(fact.code());
        String gap = code.isEmpty() || fact.value().isEmpty() ? "" : " ";
        return bold(fact.label()) + "\n" + code + gap + escape(fact.value(), VALUE_CHARS);
    }

    private static String commands(List<String> commands) {
        return commands.stream()
                .map(command -> escape(command, COMMAND_CHARS))
                .map(SlackFormat::withoutTicks)
                .collect(Collectors.joining("\n", "```", "```"));
    }

    private static String mark(AlertMessage message) {
        return switch (message.state()) {
            case FIRING -> "🔴";
            case PENDING -> "🟡";
            case RESOLVED -> "🟢";
        };
    }

    private static String bold(String text) {
        return "*" + escape(text, LABEL_CHARS) + "*";
    }

    private static String code(String identifier) {
        return "`" + withoutTicks(escape(identifier, CODE_CHARS)) + "`";
    }

    /**
     * A backtick cannot be escaped in Slack's markup and would end the code span. Its stand-in means nothing to a shell:
     * an apostrophe would end the quotes around a command's argument.
     */
    private static String withoutTicks(String text) {
        return text.replace('`', 'ˋ');
    }

    /** Escapes what Slack reads as markup, and cuts so that the escaped text fits: never within an escape. */
    static String escape(String text, int maxChars) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            String piece = piece(text.codePointAt(i));
            boolean isLast = i + Character.charCount(text.codePointAt(i)) == text.length();
            if (escaped.length() + piece.length() + (isLast ? 0 : 1) > maxChars) {
                return escaped.append('…').toString();
            }
            escaped.append(piece);
        }
        return escaped.toString();
    }

    private static String piece(int codePoint) {
        return switch (codePoint) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(codePoint);
        };
    }

    private static ObjectNode section(String markdown) {
        return block("section").set("text", text("mrkdwn", markdown));
    }

    private static ObjectNode block(String type) {
        return Json.object().put("type", type);
    }

    private static ObjectNode text(String type, String text) {
        return Json.object().put("type", type).put("text", text);
    }
}
