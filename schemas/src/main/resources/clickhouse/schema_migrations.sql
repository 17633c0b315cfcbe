-- What has been applied. Runs before everything else, at every start.
CREATE TABLE IF NOT EXISTS schema_migrations ${on_cluster}
(
    version UInt32 COMMENT '0 for a repeatable file',
    name String,
    checksum String COMMENT 'SHA-256: of the file, or of its rendered text if repeatable',
    applied_at DateTime64(3, 'UTC')
)
ENGINE = ${engine:ReplacingMergeTree(applied_at)}
ORDER BY (version, name)
SETTINGS ${deduplication};
