package io.heaptide.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryLibraryTest {

    private final QueryLibrary library = QueryLibrary.load();

    @Test
    void holdsTheQuestionsInTheOrderTheyAreAsked() {
        assertThat(library.list())
                .extracting(NamedQuery::name)
                .containsExactly(
                        "current-leaks",
                        "fleet-overview",
                        "service-trend",
                        "worst-instances",
                        "time-to-limit",
                        "growth-since-version",
                        "version-growth",
                        "leak-attribution",
                        "top-sites",
                        "site-growth-by-day",
                        "type-evidence",
                        "alert-history",
                        "restarts",
                        "silent-services");
    }

    @Test
    void holdsEveryFileOfItsFolder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("sql"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql")))
                    .containsExactlyInAnyOrderElementsOf(library.list().stream()
                            .map(query -> query.name() + ".sql")
                            .toList());
        }
    }

    @Test
    void everyParameterSaysWhatItMeans() {
        assertThat(library.list()).allSatisfy(query -> {
            assertThat(query.question()).endsWith("?");
            assertThat(query.parameters())
                    .isNotEmpty()
                    .noneMatch(parameter -> parameter.description().isBlank());
        });
    }

    @Test
    void anUnknownNameListsWhatThereIs() {
        assertThatThrownBy(() -> library.named("curent-leaks"))
                .isInstanceOf(QueryUsageException.class)
                .hasMessageStartingWith(
                        "no query is called \"curent-leaks\"; there are current-leaks, fleet-overview,");
    }
}
