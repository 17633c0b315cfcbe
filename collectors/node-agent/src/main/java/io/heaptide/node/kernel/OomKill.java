package io.heaptide.node.kernel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel has killed a process for want of memory.
 *
 * @param bootMillis when, in milliseconds after boot
 * @param constraint what ran out: {@code CONSTRAINT_MEMCG} is a cgroup at its limit, {@code CONSTRAINT_NONE} the machine
 * @param group cgroup of the killed process, below the hierarchy's root
 * @param pid the killed process, in the machine's own namespace
 * @param name its name
 */
public record OomKill(long bootMillis, String constraint, String group, int pid, String name) {

    /** As {@code dump_oom_victim} of mm/oom_kill.c prints it, behind the prefix of {@code /dev/kmsg}. */
    private static final Pattern FORM = Pattern.compile(
            "\\d{1,9},\\d{1,18},(\\d{1,18}),[^;]*;oom-kill:constraint=([A-Z_]+),.*task_memcg=([^,]*),task=(.*),pid=(\\d{1,9}),uid=\\d+.*",
            Pattern.DOTALL);

    static Optional<OomKill> parse(String record) {
        Matcher matcher = FORM.matcher(record);
        return matcher.matches()
                ? Optional.of(new OomKill(
                        Long.parseLong(matcher.group(1)) / 1000,
                        matcher.group(2),
                        matcher.group(3).equals("/") ? "" : matcher.group(3),
                        Integer.parseInt(matcher.group(5)),
                        matcher.group(4)))
                : Optional.empty();
    }
}
