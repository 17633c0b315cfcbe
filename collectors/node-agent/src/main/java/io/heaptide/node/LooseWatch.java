package io.heaptide.node;

import io.heaptide.node.identity.Identified;
import io.heaptide.node.kernel.MemoryController;
import io.heaptide.node.kernel.OomKill;
import io.heaptide.node.kernel.ProcessStat;
import io.heaptide.schemas.InstanceRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Follows a cgroup whose processes have nothing in common: each is an instance of its own, if it is large enough. */
final class LooseWatch implements Watch {

    private final String group;
    private final MemoryController controller;
    private final Surroundings surroundings;
    private final Map<Integer, Life> lives = new HashMap<>();
    private long nextMillis;

    private record Life(ProcessStat process, InstanceRef instance, Rhythm rhythm) {}

    LooseWatch(String group, MemoryController controller, Surroundings surroundings) {
        this.group = group;
        this.controller = controller;
        this.surroundings = surroundings;
    }

    @Override
    public boolean isDue(long nowMillis) {
        return nowMillis >= nextMillis;
    }

    @Override
    public void look(Gathering beat) {
        int most = surroundings.policy().maxProcesses();
        List<ProcessStat> processes = surroundings.living(controller.processes(group, most));
        Set<Integer> seen = new HashSet<>();
        for (ProcessStat process : processes) {
            if (isLargeEnough(process)) {
                seen.add(process.pid());
                follow(process, beat).ifPresent(life -> observe(life, process, beat));
            }
        }
        endAllBut(seen, beat);
        nextMillis = surroundings.policy().nextCommonMillis(beat.atMillis());
    }

    @Override
    public void vanished(Gathering beat) {
        endAllBut(Set.of(), beat);
    }

    @Override
    public boolean killed(OomKill kill, Gathering beat) {
        Optional<Life> life = Optional.ofNullable(lives.get(kill.pid()));
        String reason = kill.name() + " (pid " + kill.pid() + ") killed: " + kill.constraint();
        life.ifPresent(known -> beat.killed(
                known.instance(),
                surroundings.processes().millisAfterBoot(kill.bootMillis()),
                reason,
                OptionalLong.empty()));
        return life.isPresent();
    }

    /** Who is followed already is followed down to nothing. */
    private boolean isLargeEnough(ProcessStat process) {
        return lives.containsKey(process.pid())
                || surroundings.processes().residentBytes(process)
                        >= surroundings.policy().minProcessBytes();
    }

    private Optional<Life> follow(ProcessStat process, Gathering beat) {
        Life before = lives.get(process.pid());
        if (before != null
                && before.process().isSame(process)
                && before.process().name().equals(process.name())) {
            return Optional.of(before);
        }
        Optional<Identified> identified = surroundings.identification().ofProcess(process, beat.atMillis());
        if (identified.isEmpty()) {
            return Optional.empty();
        }
        InstanceRef instance = identified.get().instance();
        Life life = new Life(process, instance, new Rhythm(surroundings, beat.atMillis(), false));
        lives.put(process.pid(), life);
        if (before == null || !before.instance().equals(instance)) {
            tell(before == null ? Optional.empty() : Optional.of(before.instance()), life, beat);
        }
        return Optional.of(life);
    }

    private void tell(Optional<InstanceRef> before, Life life, Gathering beat) {
        before.ifPresent(instance -> beat.stopped(instance, "another process took its place"));
        long bornMillis = surroundings.processes().bornMillis(life.process());
        if (bornMillis >= surroundings.sinceMillis()) {
            beat.started(life.instance(), bornMillis);
        }
    }

    private void observe(Life life, ProcessStat process, Gathering beat) {
        OptionalLong proportional = life.rhythm().proportionIsDue(beat.atMillis())
                ? surroundings.processes().proportionalBytes(process.pid())
                : OptionalLong.empty();
        Optional<Observation.Details> details = proportional.isPresent()
                ? Optional.of(
                        new Observation.Details(Optional.empty(), Optional.empty(), OptionalLong.empty(), proportional))
                : Optional.empty();
        beat.add(new Observation(
                life.instance(),
                group,
                List.of(surroundings.reading(process)),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                details));
    }

    private void endAllBut(Set<Integer> living, Gathering beat) {
        lives.entrySet().removeIf(entry -> {
            boolean ended = !living.contains(entry.getKey());
            if (ended) {
                beat.stopped(entry.getValue().instance(), "process ended");
            }
            return ended;
        });
    }
}
