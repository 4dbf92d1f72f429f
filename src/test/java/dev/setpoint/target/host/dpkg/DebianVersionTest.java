package dev.setpoint.target.host.dpkg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions are ordered as dpkg orders them; what dpkg says was asked of dpkg 1.21. */
class DebianVersionTest {
  /** Each one is older than the next. */
  private static final List<String> RISING =
      List.of(
          "0~~",
          "0~~a",
          "0~",
          "0",
          "0.1~rc1-1",
          "0.1-1",
          "0.1-1+b1",
          "0.1-1.1",
          "0.1-2",
          "0.1a",
          "0.1+dfsg",
          "0.1.1",
          "0.9",
          "0.10",
          "1.0-1~bpo12+1",
          "1.0-1",
          "1.0-1+deb12u1",
          "1.0-1+deb12u2",
          "1.0-1+deb12u10",
          "1.0-10",
          "1.0-x-1",
          "9999",
          "1:0",
          "1:0.0.1",
          "2:0~a");

  @Test
  void everyPairIsInItsOrder() {
    for (int i = 0; i < RISING.size(); i++) {
      for (int j = 0; j < RISING.size(); j++) {
        assertThat(Integer.signum(of(i).compareTo(of(j))))
            .as("%s against %s", RISING.get(i), RISING.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  private static DebianVersion of(int index) {
    return DebianVersion.of(RISING.get(index));
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1.00", "1.0, 0:1.0", "1.0-0, 1.0", "1.01, 1.1", "0a0b, 0a00b"})
  void someSpellingsMeanTheSame(String one, String other) {
    assertThat(DebianVersion.of(one)).isEqualByComparingTo(DebianVersion.of(other));
  }
}
