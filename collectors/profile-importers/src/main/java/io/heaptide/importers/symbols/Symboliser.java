package io.heaptide.importers.symbols;

import io.heaptide.importers.Frame;
import io.heaptide.importers.HeapProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names the addresses of a profile with the symbols found on this machine, one run of a tool for each binary. An address at
 * which functions were inlined becomes a frame for each of them, also where a tracer has named the outermost already: what is
 * inlined differs from build to build. What stays unknown keeps its module and offset.
 */
public final class Symboliser {

    /** Stacks pass through some dozens; a hostile profile could name every binary of this machine. */
    private static final int MAX_MODULES = 256;

    private final Binaries binaries;
    private final List<SymbolTool> tools;
    private final Optional<NmTool> functions;

    public Symboliser(SymbolPolicy policy) {
        this.binaries = new Binaries(policy.roots());
        this.functions = find("nm", policy).map(tool -> new NmTool(tool, policy.timeout()));
        this.tools = tools(policy, functions);
    }

    /** The same profile with names. */
    public HeapProfile name(HeapProfile profile) throws IOException {
        PlacedFrames placed = PlacedFrames.of(profile);
        Map<Frame, List<Frame>> names = new HashMap<>();
        int modules = 0;
        for (Map.Entry<String, Set<Frame>> module : byModule(placed.asked()).entrySet()) {
            Optional<String> buildId =
                    Optional.ofNullable(profile.provenance().buildIds().get(module.getKey()));
            Optional<Binaries.Binary> binary = binaries.find(module.getKey(), buildId);
            if (binary.isPresent() && modules++ < MAX_MODULES) {
                names.putAll(name(binary.get(), placed, module.getValue()));
            }
        }
        placed.dropInlined(names);
        return profile.withSites(profile.sites().stream()
                .map(site -> site.withFrames(site.frames().stream()
                        .flatMap(frame -> names.getOrDefault(frame, List.of(frame)).stream())
                        .toList()))
                .toList());
    }

    private static Map<String, Set<Frame>> byModule(Set<Frame> frames) {
        return frames.stream()
                .filter(frame -> !Modules.isPlumbing(frame.module()))
                .collect(Collectors.groupingBy(Frame::module, TreeMap::new, Collectors.toSet()));
    }

    private Map<Frame, List<Frame>> name(Binaries.Binary binary, PlacedFrames placed, Set<Frame> frames)
            throws IOException {
        Map<String, NmTool.Symbol> functions = functions(binary, frames);
        Map<Frame, Long> addresses = placed.addresses(frames, functions, binary.program());
        SortedSet<Long> unknown = new TreeSet<>(addresses.values());
        Map<Long, List<Frame>> known = new HashMap<>();
        for (SymbolTool tool : tools) {
            if (!unknown.isEmpty()) {
                known.putAll(tool.name(binary.symbols(), unknown));
                unknown.removeAll(known.keySet());
            }
        }
        Map<Frame, List<Frame>> names = new HashMap<>();
        addresses.forEach((frame, address) -> {
            if (known.containsKey(address)) {
                names.put(frame, known.getOrDefault(address, List.of()));
            }
        });
        return names;
    }

    /** Those that tracers have named; running a tool takes a while. */
    private Map<String, NmTool.Symbol> functions(Binaries.Binary binary, Set<Frame> frames) throws IOException {
        Set<String> named =
                frames.stream().filter(Frame::isNamed).map(Frame::function).collect(Collectors.toSet());
        return functions.isPresent() && !named.isEmpty()
                ? functions.get().functions(binary.symbols(), named)
                : Map.of();
    }

    private static List<SymbolTool> tools(SymbolPolicy policy, Optional<NmTool> functions) {
        Optional<Path> llvm = find("llvm-symbolizer", policy);
        if (llvm.isPresent()) {
            return List.of(LineTool.llvmSymbolizer(llvm.get(), policy.timeout()));
        }
        List<SymbolTool> tools = new ArrayList<>();
        find("addr2line", policy).ifPresent(tool -> tools.add(LineTool.addr2line(tool, policy.timeout())));
        functions.ifPresent(tools::add);
        return tools;
    }

    private static Optional<Path> find(String program, SymbolPolicy policy) {
        return policy.searchPath().stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
