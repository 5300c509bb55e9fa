package io.postrider.broker.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final VirtualClock clock = new VirtualClock();
    private final LoginThrottle throttle = new LoginThrottle(clock);

    private static Credentials at(String user, String address) {
        return new Credentials(user, "wrong", address, null);
    }

    private void fail(int times, Credentials who) {
        for (int i = 0; i < times; i++) {
            throttle.failed(who);
        }
    }

    @Test
    void someFailuresAreFreeThenEachDoublesTheWait() {
        Credentials ann = at("ann", "10.0.0.1:4000");
        fail(4, ann);
        assertThat(throttle.waitMillis(ann)).isZero();
        fail(1, ann);
        assertThat(throttle.waitMillis(ann)).isEqualTo(1_000);
        fail(1, ann);
        assertThat(throttle.waitMillis(ann)).isEqualTo(2_000);
        clock.advanceMillis(1_500);
        assertThat(throttle.waitMillis(ann)).isEqualTo(500);
        clock.advanceMillis(500);
        assertThat(throttle.waitMillis(ann)).isZero();
    }

    @Test
    void theWaitHasAnEndAndFailuresAreForgotten() {
        Credentials ann = at("ann", "10.0.0.1:4000");
        fail(1_000, ann);
        assertThat(throttle.waitMillis(ann)).isEqualTo(5 * 60_000);
        clock.advanceMillis(15 * 60_000 + 1);
        assertThat(throttle.waitMillis(ann)).isZero();
        fail(4, ann);
        assertThat(throttle.waitMillis(ann)).isZero();
    }

    @Test
    void anotherPortIsTheSameAddress() {
        fail(5, at("ann", "10.0.0.1:4000"));
        assertThat(throttle.waitMillis(at("ann", "10.0.0.1:4001"))).isPositive();
        assertThat(throttle.waitMillis(at("ann", "10.0.0.2:4000"))).isZero();
        assertThat(throttle.waitMillis(at("bob", "10.0.0.1:4000"))).isZero();
    }

    @Test
    void anAddressThatTriesManyNamesWaitsWithAll() {
        for (int i = 0; i < 20; i++) {
            throttle.failed(at("user" + i, "10.0.0.1:4000"));
        }
        assertThat(throttle.waitMillis(at("ann", "10.0.0.1:4000"))).isPositive();
        assertThat(throttle.waitMillis(at("ann", "10.0.0.2:4000"))).isZero();
    }

    @Test
    void aUserTriedFromManyAddressesIsSlowedButNotLockedOut() {
        for (int i = 0; i < 200; i++) {
            throttle.failed(at("ann", "10.0.0." + i + ":4000"));
        }
        assertThat(throttle.waitMillis(at("ann", "10.1.1.1:4000"))).isBetween(1L, 5_000L);
    }

    @Test
    void aRightLoginBeginsAnew() {
        Credentials ann = at("ann", "10.0.0.1:4000");
        fail(6, ann);
        throttle.succeeded(ann);
        assertThat(throttle.waitMillis(ann)).isZero();
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWaitLonger() {
        Credentials ann = at("ann", "10.0.0.1:4000");
        fail(6, ann);
        clock.advanceMillis(-900_000);
        assertThat(throttle.waitMillis(ann)).isEqualTo(2_000);
        clock.advanceMillis(2_000);
        assertThat(throttle.waitMillis(ann)).isZero();
    }
}
