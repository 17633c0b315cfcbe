package io.heaptide.importers.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heaptide.importers.Amount;
import io.heaptide.importers.BadProfile;
import io.heaptide.importers.HeapProfile;
import io.heaptide.importers.ImportPolicy;
import io.heaptide.importers.ProfileSource;
import io.heaptide.importers.Site;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramImporterTest {

    /** By a JDK 17; its lambda class differs in each run. */
    private static final String WITH_MODULES = """
            18973:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:             2           2032  [B (java.base@17.0.15)
               2:             1            128  [[Ljava.util.HashMap$Node; (java.base@17.0.15)
               3:             3             72  com.acme.Order
               4:             1             16  com.acme.Shop$$Lambda$14/0x00007ff57c001800
            Total             7           2248
            """;

    /** By a JDK 8. */
    private static final String WITHOUT_MODULES = """

             num     #instances         #bytes  class name
            ----------------------------------------------
               1:             2           2032  [B
               2:             3             72  com.acme.Order
            Total             5           2104
            """;

    @Test
    void readsTheFormsOfOldAndNewJvms() throws IOException {
        for (String histogram : new String[] {WITH_MODULES, WITHOUT_MODULES}) {
            HeapProfile profile = read(histogram);
            assertThat(profile.missing()).isEmpty();
            assertThat(profile.sites())
                    .filteredOn(site -> site.type().equals("com.acme.Order"))
                    .extracting(Site::live)
                    .containsExactly(new Amount(72, 3));
            assertThat(profile.sites().get(0).type()).isEqualTo("byte[]");
        }
    }

    @Test
    void namesTypesAsTheirAuthorsDo() throws IOException {
        assertThat(read(WITH_MODULES).sites())
                .extracting(Site::type)
                .containsExactly("byte[]", "java.util.HashMap$Node[][]", "com.acme.Order", "com.acme.Shop$$Lambda");
    }

    @Test
    void oneNameInTwoClassLoadersIsOneType() throws IOException {
        HeapProfile profile = read(WITHOUT_MODULES.replace("[B", "com.acme.Order"));
        assertThat(profile.sites()).extracting(Site::live).containsExactly(new Amount(2104, 5));
    }

    @Test
    void aHistogramCutAnywhereIsAPartOrRefused() throws IOException {
        for (int length = 0; length < WITH_MODULES.length() - 1; length++) {
            try {
                assertThat(read(WITH_MODULES.substring(0, length)).missing())
                        .as("cut at %d", length)
                        .isPresent();
            } catch (BadProfile refused) {
                assertThat(refused).hasMessageContaining("line");
            }
        }
    }

    @Test
    void aFilteredHistogramIsAPart() throws IOException {
        assertThat(read(WITHOUT_MODULES.replaceFirst(" +1: .*\n", "")).missing())
                .hasValue("the classes add up to 72 of 2104 bytes: lines were left out");
    }

    @Test
    void whatIsNoHistogramIsRefused() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        assertThatThrownBy(() -> Profiles.read(new HistogramImporter(), noise)).isInstanceOf(BadProfile.class);
        assertThatThrownBy(() -> read(WITH_MODULES.replace("  3: ", "abc: ")))
                .isInstanceOf(BadProfile.class)
                .hasMessageStartingWith("line 6: neither a class nor the total");
        assertThatThrownBy(() -> read(WITH_MODULES.replace("2032", "9".repeat(40))))
                .isInstanceOf(BadProfile.class)
                .hasMessageStartingWith("line 4");
    }

    @Test
    void isRecognisedByItsHeading() throws IOException {
        assertThat(isRecognised(WITH_MODULES)).isTrue();
        assertThat(isRecognised(WITHOUT_MODULES)).isTrue();
        assertThat(isRecognised("heap profile: 1: 2 [ 3: 4] @ heapprofile\n")).isFalse();
    }

    private static boolean isRecognised(String text) throws IOException {
        try (ProfileSource source =
                ProfileSource.of(new ByteArrayInputStream(text.getBytes(UTF_8)), ImportPolicy.defaults())) {
            return new HistogramImporter().recognises(source.head());
        }
    }

    private static HeapProfile read(String text) throws IOException {
        return Profiles.read(new HistogramImporter(), text.getBytes(UTF_8));
    }
}
