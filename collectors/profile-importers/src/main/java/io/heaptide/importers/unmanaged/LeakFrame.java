package io.heaptide.importers.unmanaged;

import io.heaptide.importers.BadProfile;
import io.heaptide.importers.Frame;
import io.heaptide.importers.symbols.Modules;
import io.heaptide.importers.symbols.NativeFunction;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** One frame of a loss record, of which Valgrind promises no more than the address. */
record LeakFrame(String address, String object, String function, String folder, String file, String line) {

    /** Reads the {@code frame} element that was entered last. */
    static LeakFrame read(XmlElements xml) throws XMLStreamException, BadProfile {
        String address = "";
        String object = "";
        String function = "";
        String folder = "";
        String file = "";
        String line = "";
        for (@Nullable String element = xml.enterChild(); element != null; element = xml.enterChild()) {
            switch (element) {
                case "ip" -> address = xml.text();
                case "obj" -> object = xml.text();
                case "fn" -> function = xml.text();
                case "dir" -> folder = xml.text();
                case "file" -> file = xml.text();
                case "line" -> line = xml.text();
                default -> xml.skip();
            }
        }
        return new LeakFrame(address, object, function, folder, file, line);
    }

    /** Without a function the address is one of Valgrind's, which no symbol table knows, yet the same in each run. */
    Frame frame() {
        if (!function.isEmpty()) {
            String source = file.isEmpty() ? "" : file + ":" + line;
            return new Frame(
                    Modules.qualified(NativeFunction.named(function, folder + "/"), object), source, object, number());
        }
        String module = object.isEmpty() ? "" : Modules.name(object) + "!";
        return address.isEmpty() ? Frame.UNKNOWN : Frame.named(module + address);
    }

    /** 0 where it is none that a process has. */
    private long number() {
        return address.matches("0x[0-9A-Fa-f]{1,15}") ? Long.parseLong(address.substring(2), 16) : 0;
    }
}
