package io.heaptide.gateway.profiles;

/** A profile that points outside its dictionary. Never leaves the package: it becomes a rejection. */
final class MalformedProfile extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedProfile(String table, int index, int size) {
        super(table + " has " + size + " entries, but not " + index);
    }
}
