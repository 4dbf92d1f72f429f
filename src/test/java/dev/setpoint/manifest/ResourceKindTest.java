package dev.setpoint.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.node.TargetFamily;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the kinds say of themselves holds together. */
class ResourceKindTest {
  @ParameterizedTest
  @CsvSource({
    "CONTAINER, docker lxd, docker",
    "CONTAINER, lxd podman docker, podman",
    "CONTAINER, lxd, ''",
    "CONTAINER, simulated, simulated",
    "INSTANCE, docker lxd incus, lxd",
    "INSTANCE, docker incus lxd, incus",
    "INSTANCE, docker, ''",
    "IMAGE, docker incus, incus",
    "PROJECT, podman lxd, lxd",
    "NETWORK, lxd docker, docker",
    "NETWORK, lxd, lxd",
    "VOLUME, incus podman, podman",
    "VOLUME, incus, incus",
    "NODE, docker lxd, ''",
  })
  void theFirstTargetThatCanHoldAKindIsItsDefault(
      ResourceKind kind, String targets, String expected) {
    assertThat(kind.defaultTarget(List.of(targets.split(" "))).orElse("")).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void whatIsUsedStandsBeforeItsUsers(ResourceKind kind) {
    assertThat(kind.uses()).allSatisfy(used -> assertThat(used).isLessThan(kind));
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void whatIsUsedCanLiveWhereItsUserDoes(ResourceKind kind) {
    for (ResourceKind used : kind.uses()) {
      assertThat(used.families())
          .as("%s uses %s", kind, used)
          .anyMatch(family -> kind.families().contains(family));
    }
  }

  @Test
  void everyTargetNameHasAFamily() {
    assertThat(TargetFamily.allWords())
        .containsExactly("docker", "podman", "lxd", "incus", "host")
        .allSatisfy(word -> assertThat(TargetFamily.known(word)).contains(TargetFamily.of(word)));
    assertThat(TargetFamily.known("simulated")).isEmpty();
  }

  @Test
  void nounsHaveTheRightArticle() {
    assertThat(ResourceKind.INSTANCE.noun()).isEqualTo("an Instance");
    assertThat(ResourceKind.VOLUME.noun()).isEqualTo("a Volume");
  }
}
