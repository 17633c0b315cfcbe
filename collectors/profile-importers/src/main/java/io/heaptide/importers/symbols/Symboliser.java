package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names the addresses of a profile with the symbols found on this machine, one run of a tool for each binary. What stays
 * unknown keeps its module and offset.
 */
public final class Symboliser {

    /** Stacks pass through some dozens; a hostile profile could name every binary of this machine. */
    private static final int MAX_MODULES = 256;

    private final SymbolPolicy policy;
    private final List<SymbolTool> tools;

    public Symboliser(SymbolPolicy policy) {
        this.policy = policy;
        this.tools = tools(policy);
    }

    /** The same profile with names. */
    public HeapProfile name(HeapProfile profile) throws IOException {
        Map<Frame, Frame> names = new HashMap<>();
        int modules = 0;
        for (Map.Entry<String, SortedSet<Long>> module : byModule(profile).entrySet()) {
            Optional<Path> file = file(module.getKey());
            if (file.isPresent() && modules++ < MAX_MODULES) {
                name(file.get(), module.getValue())
                        .forEach((offset, frame) -> names.put(Frame.at(module.getKey(), offset), frame));
            }
        }
        List<Site> sites = profile.sites().stream()
                .map(site -> site.withFrames(site.frames().stream()
                        .map(frame -> names.getOrDefault(frame, frame))
                        .toList()))
                .toList();
        return new HeapProfile(profile.format(), profile.takenAt(), sites, profile.missing());
    }

    private static Map<String, SortedSet<Long>> byModule(HeapProfile profile) {
        Map<String, SortedSet<Long>> modules = new TreeMap<>();
        for (Site site : profile.sites()) {
            for (Frame frame : site.frames()) {
                if (!frame.isNamed() && !Modules.isPlumbing(frame.module())) {
                    modules.computeIfAbsent(frame.module(), unseen -> new TreeSet<>())
                            .add(frame.offset());
                }
            }
        }
        return modules;
    }

    private Map<Long, Frame> name(Path file, SortedSet<Long> offsets) throws IOException {
        ElfSegments segments = ElfSegments.of(file);
        Map<Long, Long> addresses = new TreeMap<>();
        offsets.forEach(offset -> addresses.put(segments.address(offset), offset));
        SortedSet<Long> unknown = new TreeSet<>(addresses.keySet());
        Map<Long, Frame> named = new HashMap<>();
        for (SymbolTool tool : tools) {
            if (!unknown.isEmpty()) {
                Map<Long, Frame> known = tool.name(file, unknown);
                known.keySet().retainAll(addresses.keySet());
                known.forEach((address, frame) -> named.put(addresses.get(address), frame));
                unknown.removeAll(known.keySet());
            }
        }
        return named;
    }

    private Optional<Path> file(String module) {
        if (module.isEmpty() || module.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        List<Path> candidates = new ArrayList<>();
        for (Path root : policy.roots()) {
            candidates.add(root.resolve(module.replaceFirst("^/+", "")));
            candidates.add(root.resolve(Modules.name(module)));
        }
        if (module.startsWith("/")) { // a path of the profiled machine; [vdso] and the like are no files
            candidates.add(Path.of(module));
        }
        return candidates.stream()
                .filter(Files::isRegularFile)
                .filter(Files::isReadable)
                .findFirst();
    }

    private static List<SymbolTool> tools(SymbolPolicy policy) {
        Optional<Path> llvm = find("llvm-symbolizer", policy);
        if (llvm.isPresent()) {
            return List.of(LineTool.llvmSymbolizer(llvm.get(), policy.timeout()));
        }
        List<SymbolTool> tools = new ArrayList<>();
        find("addr2line", policy).ifPresent(tool -> tools.add(LineTool.addr2line(tool, policy.timeout())));
        find("nm", policy).ifPresent(tool -> tools.add(new NmTool(tool, policy.timeout())));
        return tools;
    }

    private static Optional<Path> find(String program, SymbolPolicy policy) {
        return policy.searchPath().stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
