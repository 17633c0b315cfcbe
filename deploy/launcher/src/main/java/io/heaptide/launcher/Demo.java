package io.heaptide.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The demo's story: the stack starts, the fleet fills in, the leak is found, the alert arrives. */
final class Demo {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration STORED_PATIENCE = Duration.ofSeconds(30);

    private final StackOptions options;
    private final Terminal terminal;
    private final Shutdown shutdown;

    Demo(StackOptions options, Terminal terminal, Shutdown shutdown) {
        this.options = options;
        this.terminal = terminal;
        this.shutdown = shutdown;
    }

    /**
     * Tells the story.
     *
     * @param untilAlert ends after the alert; otherwise goes on until Ctrl-C
     * @param timeout from the stack being up to the alert; counts only with {@code untilAlert}
     * @throws Failure if the alert does not come, or a healthy service raises one
     */
    void run(boolean untilAlert, Duration timeout) {
        terminal.line(terminal.bold("Heaptide demo") + ": a real leak in a real JVM, from the process to the chat");
        terminal.line("");
        Directories.empty(options.data()); // each demo tells its own story
        WebhookReceiver chat = shutdown.closing(WebhookReceiver.start());
        Stack stack = Stack.start(options, settings(chat), terminal, shutdown);
        Stopwatch up = Stopwatch.started();
        DemoFleet fleet = shutdown.closing(new DemoFleet(stack));
        fleet.start(terminal);
        terminal.line(Story.begun(terminal, "chat", "a webhook receiver at " + chat.address()));
        FleetView view = new FleetView(
                shutdown.closing(StackQuestions.open(stack.engines().questions())), terminal, up);

        JsonNode alert = watch(stack, fleet, chat, view, untilAlert ? timeout : Duration.ofDays(365));
        conclude(alert, view);
        if (!untilAlert) {
            goOn(stack, fleet, view);
        }
    }

    /** Small panes and quick commits: the viewer waits. Everything else is as in production. */
    private static Map<String, String> settings(WebhookReceiver chat) {
        return Map.of(
                "HEAPTIDE_PANE", "5s",
                "HEAPTIDE_COMMIT_INTERVAL", "1s",
                "HEAPTIDE_WEBHOOK_URL", "demo-chat=" + chat.address());
    }

    private JsonNode watch(Stack stack, DemoFleet fleet, WebhookReceiver chat, FleetView view, Duration timeout) {
        while (!view.clock().passed(timeout)) {
            mustLive(stack, fleet);
            view.refresh();
            List<JsonNode> alerts = chat.alerts();
            refuseFalseAlarms(alerts);
            if (!alerts.isEmpty()) {
                return alerts.get(0);
            }
            Waiting.pause(TICK);
        }
        view.show();
        throw new Failure("no alert within " + timeout.toSeconds() + " s of the stack being up; logs are in "
                + Stack.logs(options));
    }

    private void mustLive(Stack stack, DemoFleet fleet) {
        if (!shutdown.begun()) {
            stack.mustLive();
            fleet.mustLive();
        }
    }

    private static void refuseFalseAlarms(List<JsonNode> alerts) {
        for (JsonNode alert : alerts) {
            String service = alert.path("service").path("name").asText();
            if (!service.equals(DemoFleet.LEAKING)) {
                throw new Failure("a false alarm: " + service + " is healthy\n"
                        + alert.path("text").asText());
            }
        }
    }

    private void conclude(JsonNode alert, FleetView view) {
        boolean stored = Waiting.until(() -> view.isStored(DemoFleet.LEAKING), STORED_PATIENCE);
        if (!stored) {
            throw new Failure("the alert was delivered, but ClickHouse has no row of it after "
                    + STORED_PATIENCE.toSeconds() + " s; logs are in " + Stack.logs(options));
        }
        view.show();
        terminal.line("");
        terminal.line(terminal.bold("The alert, as chat shows it") + ", "
                + Terminal.seconds(view.clock().elapsed()) + " after the stack was up:");
        terminal.line("");
        alert.path("text").asText().lines().forEach(line -> terminal.line("  │ " + line));
        terminal.line("");
        blame(alert);
        terminal.line(terminal.bold("Next") + ": while the demo runs ('" + Invocation.of("demo")
                + "', in another terminal):");
        for (String words : List.of(
                "query current-leaks",
                "query service-trend -p service=" + DemoFleet.LEAKING,
                "query top-sites -p service=" + DemoFleet.LEAKING,
                "sql \"SELECT service_name, verdict, score FROM fleet_overview\"",
                "up --detach")) {
            terminal.line("  " + Invocation.of(words));
        }
    }

    private void blame(JsonNode alert) {
        JsonNode site = alert.path("top_sites").path(0);
        if (site.isMissingNode()) {
            throw new Failure("the alert blames no allocation site; the agent's log is in " + Stack.logs(options));
        }
        terminal.line(
                terminal.bold("Blamed") + ": " + terminal.red(site.path("site").asText()) + " allocates what is kept ("
                        + Math.round(100 * site.path("share_of_growth").asDouble()) + " % of the growth, "
                        + site.path("type").asText() + ")");
        terminal.line("");
    }

    private void goOn(Stack stack, DemoFleet fleet, FleetView view) {
        terminal.line("");
        terminal.line("  The demo goes on until Ctrl-C.");
        while (!shutdown.begun()) {
            mustLive(stack, fleet);
            view.refresh();
            Waiting.pause(TICK);
        }
    }
}
