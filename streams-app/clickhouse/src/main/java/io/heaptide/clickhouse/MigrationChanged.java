package io.heaptide.clickhouse;

/** A migration was applied in another wording than this build's. No retry helps: a person must look. */
public final class MigrationChanged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationChanged(Migration migration, String applied) {
        super(
                "migration %03d (%s) was applied with checksum %s, but this build holds %s; migrations are forward-only: restore the file and add a new one"
                        .formatted(migration.version(), migration.name(), applied, migration.checksum()));
    }
}
