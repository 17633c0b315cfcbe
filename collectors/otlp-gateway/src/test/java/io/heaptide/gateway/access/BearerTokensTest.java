package io.heaptide.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokensTest {

    private static final String SHOP = "shop-token-0123456789";
    private static final String BANK = "bank-token-0123456789";

    @Test
    void provesTheTenantOfEachToken() {
        BearerTokens tokens = BearerTokens.parse("shop=" + SHOP + ",bank=" + BANK);

        assertThat(tokens.tenantOf("Bearer " + SHOP)).contains(new Tenant("shop"));
        assertThat(tokens.tenantOf("bearer  " + BANK + " ")).contains(new Tenant("bank"));
    }

    @Test
    void readsAFileWithCommentsAndSeveralTokensOfOneTenant() {
        BearerTokens tokens = BearerTokens.parse("""
                # the old one, until Friday
                shop %s
                shop %s-new

                - operator-token-0123456789==
                """.formatted(SHOP, SHOP));

        assertThat(tokens.tenantOf("Bearer " + SHOP)).contains(new Tenant("shop"));
        assertThat(tokens.tenantOf("Bearer " + SHOP + "-new")).contains(new Tenant("shop"));
        assertThat(tokens.tenantOf("Bearer operator-token-0123456789==")).contains(Tenant.OWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer wrong-token-0123456789", "Basic shop-token-0123456789", SHOP})
    void anythingElseProvesNobody(String authorization) {
        assertThat(BearerTokens.parse("shop=" + SHOP).tenantOf(authorization)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret-secret-secret",
                "shop=secret",
                "Shop/x=secret-secret-secret",
                "shop=secret-secret-secret,bank=secret-secret-secret",
                "shop=secret-secret-secret!",
            })
    void refusesByPlaceAndNeverShowsASecret(String text) {
        assertThatThrownBy(() -> BearerTokens.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("entry ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void noTokenAtAllWouldLockEverybodyOut() {
        assertThatThrownBy(() -> BearerTokens.parse("# none yet\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no token");
    }

    @Test
    void printsOnlyHowManyThereAre() {
        assertThat(BearerTokens.parse("shop=" + SHOP)).hasToString("1 tokens");
    }
}
