package io.heaptide.node.kernel;

import java.util.Optional;
import java.util.OptionalLong;

/** The files of one hierarchy of cgroups. */
record GroupFiles(String root, SmallFiles files) {

    Optional<KernelFile> read(String group, String name) {
        return files.read(root + group + "/" + name);
    }

    /** The number a file begins with; empty if there is none, or no file. */
    OptionalLong number(String group, String name) {
        return read(group, name).map(KernelFile::number).orElse(OptionalLong.empty());
    }

    /** The number of a key; empty if there is none, or no file. */
    OptionalLong number(String group, String name, String key) {
        return read(group, name).map(file -> file.number(key)).orElse(OptionalLong.empty());
    }

    int[] processes(String group, int most) {
        return read(group, "cgroup.procs").map(list -> list.numbers(most)).orElseGet(() -> new int[0]);
    }
}
