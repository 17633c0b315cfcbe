package io.heaptide.importers.unmanaged;

import io.heaptide.importers.Frame;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.Site;
import io.heaptide.importers.SiteTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of the traced processes: which part of it came from where and is still there. Files mapped into memory are
 * left out; they are nobody's heap. What is reserved without access ({@code PROT_NONE}) counts once it is accessible.
 */
final class TracedMemory {

    /** Twice what the kernel lets one process have by default. */
    private static final int MAX_REGIONS = 1 << 17;

    private final ImportPolicy policy;
    private final Map<String, TracedRegions> processes = new HashMap<>();
    private final Map<String, Long> breaks = new HashMap<>();
    private final Map<List<Frame>, TracedOrigin> origins = new LinkedHashMap<>();
    private boolean overflowed;

    TracedMemory(ImportPolicy policy) {
        this.policy = policy;
    }

    /** Takes a call and the stack that led to it, which may be unknown. */
    void take(SystemCall call, List<Frame> stack) {
        if (processes.size() >= MAX_REGIONS || regions(call).size() >= MAX_REGIONS) {
            overflowed = true;
            return;
        }
        switch (call.name()) {
            case "brk" -> moveBreak(call, stack);
            case "munmap" -> owner(call).remove(call.address(), call.length());
            case "mprotect" -> protect(call);
            case "mremap" -> resize(call, stack);
            default -> map(call, stack);
        }
    }

    /** What there was and is, by origin. */
    void addTo(SiteTable table) {
        for (TracedOrigin origin : origins.values()) {
            Site site = origin.site();
            if (!site.allocated().isNone()) {
                table.add(site);
            }
        }
    }

    /** Why parts of it are missing, if some are. */
    Optional<String> missing() {
        return overflowed ? Optional.of("more memory regions or stacks than a process can have") : Optional.empty();
    }

    private void map(SystemCall call, List<Frame> stack) {
        if (call.anonymous()) {
            regions(call).add(call.result(), call.length(), origin(call, stack), call.accessible());
        } else {
            regions(call).remove(call.result(), call.length()); // a file over a part of what was there
        }
    }

    private void protect(SystemCall call) {
        if (call.accessible()) {
            owner(call).makeAccessible(call.address(), call.length());
        }
    }

    private void resize(SystemCall call, List<Frame> stack) {
        TracedRegions owner = owner(call);
        TracedOrigin origin = owner.origin(call.address()).orElseGet(() -> origin(call, stack));
        owner.remove(call.address(), call.length());
        owner.add(call.result(), call.newLength(), origin, true);
    }

    /** The first call only asks where the heap ends; what was below is not known and not counted. */
    private void moveBreak(SystemCall call, List<Frame> stack) {
        long before = breaks.getOrDefault(call.process(), call.result());
        breaks.put(call.process(), call.result());
        if (Long.compareUnsigned(call.result(), before) > 0) {
            regions(call).add(before, call.result() - before, origin(call, stack), true);
        } else {
            regions(call).remove(call.result(), before - call.result());
        }
    }

    private TracedRegions regions(SystemCall call) {
        return processes.computeIfAbsent(call.process(), unseen -> new TracedRegions());
    }

    /** A thread frees what another one of its process mapped, and strace gives each a number of its own. */
    private TracedRegions owner(SystemCall call) {
        TracedRegions own = regions(call);
        if (own.origin(call.address()).isPresent()) {
            return own;
        }
        return processes.values().stream()
                .filter(regions -> regions.origin(call.address()).isPresent())
                .findFirst()
                .orElse(own);
    }

    private TracedOrigin origin(SystemCall call, List<Frame> stack) {
        List<Frame> frames = new ArrayList<>(stack.isEmpty() ? List.of(Frame.named(call.name())) : stack);
        if (frames.size() > policy.maxFrames()) {
            frames = frames.subList(0, policy.maxFrames());
        }
        List<Frame> key = List.copyOf(frames);
        if (origins.size() >= policy.maxSites() && !origins.containsKey(key)) {
            key = List.of(Frame.UNKNOWN);
            overflowed = true;
        }
        return origins.computeIfAbsent(key, TracedOrigin::new);
    }
}
