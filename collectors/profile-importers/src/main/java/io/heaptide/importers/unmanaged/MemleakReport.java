package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Amount;
import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One report of {@code memleak}, or what the maps of bpftrace hold. Stacks are told apart by their offsets, too. */
final class MemleakReport {

    private final ImportPolicy policy;
    private final long top;
    private final Map<List<Frame>, Amount> stacks = new LinkedHashMap<>();
    private List<Frame> frames = new ArrayList<>();
    private Amount amount = Amount.NONE;
    private State state = State.OUTSIDE;
    private boolean overflowed;

    private enum State {
        OUTSIDE,
        /** in a stack of memleak, which ends where another begins */
        STACK,
        BYTES_ENTRY,
        COUNT_ENTRY
    }

    /** @param top how many stacks the tool was to list at most; 0 if all */
    MemleakReport(ImportPolicy policy, long top) {
        this.policy = policy;
        this.top = top;
    }

    void beginStack(Amount outstanding) {
        begin(State.STACK);
        amount = outstanding;
    }

    void beginEntry(boolean bytes) {
        begin(bytes ? State.BYTES_ENTRY : State.COUNT_ENTRY);
    }

    void frame(Optional<Frame> frame) {
        if (frame.isPresent() && state != State.OUTSIDE && frames.size() < policy.maxFrames()) {
            frames.add(frame.get());
        }
    }

    /** Ends an entry of a map; a map that is printed again replaces what it said before. */
    void endEntry(long value) {
        Amount before = stacks.getOrDefault(frames, Amount.NONE);
        switch (state) {
            case BYTES_ENTRY -> put(new Amount(value, before.count()));
            case COUNT_ENTRY -> put(new Amount(before.bytes(), value));
            case OUTSIDE, STACK -> {} // the end of some other map
        }
        state = State.OUTSIDE;
    }

    /** Whether an entry has begun that has not ended. */
    boolean isOpen() {
        return state == State.BYTES_ENTRY || state == State.COUNT_ENTRY;
    }

    boolean isEmpty() {
        return stacks.isEmpty();
    }

    List<Site> sites() {
        begin(State.OUTSIDE);
        SiteTable table = new SiteTable(policy);
        stacks.forEach((stack, live) -> {
            if (!live.isNone()) {
                List<Frame> known = stack.isEmpty() ? List.of(Frame.UNKNOWN) : stack;
                table.add(Site.exact(known, "", Amount.NONE, live));
            }
        });
        return table.sites();
    }

    Optional<String> missing() {
        begin(State.OUTSIDE);
        if (overflowed) {
            return Optional.of("only the first " + policy.maxSites() + " stacks were kept");
        }
        return top > 0 && stacks.size() >= top
                ? Optional.of("the tool listed only the top " + top + " stacks")
                : Optional.empty();
    }

    private void begin(State next) {
        if (state == State.STACK) {
            put(stacks.getOrDefault(frames, Amount.NONE).plus(amount));
        }
        frames = new ArrayList<>();
        state = next;
    }

    private void put(Amount total) {
        if (stacks.size() < policy.maxSites() || stacks.containsKey(frames)) {
            stacks.put(List.copyOf(frames), total);
        } else {
            overflowed = true;
        }
    }
}
