package io.heaptide.node;

import io.heaptide.node.identity.Identified;
import io.heaptide.node.identity.Place;
import io.heaptide.node.kernel.GroupLimits;
import io.heaptide.node.kernel.GroupMemory;
import io.heaptide.node.kernel.MemoryController;
import io.heaptide.node.kernel.OomKill;
import io.heaptide.node.kernel.Pressure;
import io.heaptide.node.kernel.ProcessStat;
import io.heaptide.schemas.InstanceRef;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Follows one container or service: a cgroup whose processes belong together. */
final class GroupWatch implements Watch {

    private final String group;
    private final Place place;
    private final MemoryController controller;
    private final Surroundings surroundings;
    private final Members members;
    private final Rhythm rhythm;
    private @Nullable Life life;
    private @Nullable Life lastLife;
    private Optional<Pressure> pressure = Optional.empty();
    private @Nullable KillLedger kills;

    /** Where a group's processes are: its own, or those of groups that a container makes inside. */
    interface Members {
        int[] pids();
    }

    /** The life that goes on. */
    private record Life(Identified identified, ProcessStat main, GroupLimits limits) {

        InstanceRef instance() {
            return identified.instance();
        }

        Life under(GroupLimits newLimits) {
            return new Life(identified, main, newLimits);
        }
    }

    GroupWatch(String group, Place place, MemoryController controller, Members members, Rhythm rhythm) {
        this.group = group;
        this.place = place;
        this.controller = controller;
        this.surroundings = rhythm.surroundings();
        this.members = members;
        this.rhythm = rhythm;
    }

    @Override
    public boolean isDue(long nowMillis) {
        return rhythm.isDue(nowMillis);
    }

    @Override
    public void look(Gathering beat) {
        List<ProcessStat> processes = surroundings.living(members.pids());
        if (processes.isEmpty() || rhythm.countersAreDue(beat.atMillis())) {
            controller.events(group).ifPresent(events -> countKills(events.oomKills(), beat));
        }
        if (processes.isEmpty()) {
            end(beat, "last process ended");
            rhythm.looked(beat.atMillis(), 0);
            return;
        }
        ProcessStat main = processes.get(0);
        follow(main, beat);
        if (life != null) {
            observe(life, processes, beat);
        }
        rhythm.looked(beat.atMillis(), surroundings.processes().bornMillis(main));
    }

    @Override
    public void vanished(Gathering beat) {
        end(beat, "cgroup removed");
    }

    @Override
    public boolean killed(OomKill kill, Gathering beat) {
        Life ended = life == null ? lastLife : life;
        if (ended == null) {
            return false;
        }
        KillLedger ledger = kills == null ? new KillLedger(0) : kills;
        kills = ledger;
        if (ledger.logged() > 0) {
            long killedMillis = surroundings.processes().millisAfterBoot(kill.bootMillis());
            String reason = kill.name() + " (pid " + kill.pid() + ") killed: " + kill.constraint();
            beat.killed(ended.instance(), killedMillis, reason, ended.limits().maxBytes());
        }
        return true;
    }

    private void follow(ProcessStat main, Gathering beat) {
        Life before = life;
        if (before != null && isStill(before, main)) {
            return;
        }
        Optional<Identified> identified = surroundings.identification().ofGroup(group, place, main, beat.atMillis());
        if (identified.isEmpty()) {
            return;
        }
        InstanceRef instance = identified.get().instance();
        life = new Life(identified.get(), main, controller.limits(group));
        if (before == null || !before.instance().equals(instance)) {
            if (before != null) {
                beat.stopped(before.instance(), "another process took its place");
            }
            rhythm.begin();
            long bornMillis = surroundings.processes().bornMillis(main);
            if (bornMillis >= surroundings.sinceMillis()) {
                beat.started(instance, bornMillis);
            }
        }
    }

    /** A container is its runtime's: it may outlive its first process. Any group's program may be exchanged by another. */
    private boolean isStill(Life before, ProcessStat main) {
        boolean sameProcess = before.main().isSame(main);
        return sameProcess ? before.main().name().equals(main.name()) : place.kind() == Place.Kind.CONTAINER;
    }

    private void countKills(long total, Gathering beat) {
        KillLedger ledger = kills == null ? new KillLedger(rhythm.isOlderThanTheAgent() ? total : 0) : kills;
        kills = ledger;
        long news = ledger.counted(total);
        Life current = life;
        for (long i = 0; i < news && current != null; i++) {
            OptionalLong limit = current.limits().maxBytes();
            beat.killed(current.instance(), beat.atMillis(), "counted by the cgroup", limit);
        }
    }

    private void observe(Life current, List<ProcessStat> processes, Gathering beat) {
        Optional<GroupMemory> memory = controller.memory(group);
        if (memory.isEmpty()) {
            return; // removed in the meantime
        }
        boolean detailed = rhythm.detailsAreDue(beat.atMillis());
        Life now = detailed ? relimited(current, beat) : current;
        if (detailed || pressure.isPresent()) { // where there is none, a look now and then is enough
            pressure = controller.pressure(group);
        }
        beat.add(new Observation(
                now.instance(),
                group,
                processes.stream().map(surroundings::reading).toList(),
                memory,
                now.limits().maxBytes(),
                requestBytes(now),
                pressure,
                detailed ? Optional.of(details(now, processes, beat.atMillis())) : Optional.empty()));
    }

    private Life relimited(Life current, Gathering beat) {
        GroupLimits limits = controller.limits(group);
        if (!limits.maxBytes().equals(current.limits().maxBytes())) {
            beat.limitChanged(current.instance(), limits.maxBytes());
        }
        Life now = current.under(limits);
        life = now;
        return now;
    }

    private Observation.Details details(Life current, List<ProcessStat> processes, long nowMillis) {
        return new Observation.Details(
                controller.events(group),
                Optional.of(controller.breakdown(group)),
                current.limits().highBytes(),
                rhythm.proportionIsDue(nowMillis) ? surroundings.proportionalBytes(processes) : OptionalLong.empty());
    }

    private OptionalLong requestBytes(Life current) {
        OptionalLong told = current.identified().requestBytes();
        if (told.isPresent()) {
            return told;
        }
        return place.qos() == Place.Qos.GUARANTEED
                ? current.limits().maxBytes()
                : current.limits().minBytes();
    }

    private void end(Gathering beat, String reason) {
        if (life != null) {
            beat.stopped(life.instance(), reason);
            lastLife = life; // the log may tell of its kill later
        }
        life = null;
    }
}
