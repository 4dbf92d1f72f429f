package dev.setpoint.target.docker.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.docker.api.Inspection;
import dev.setpoint.target.docker.look.KnownContainers.Grounds;
import dev.setpoint.target.docker.look.KnownContainers.Known;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is known of containers holds only on the very same grounds, and within its limit. */
class KnownContainersTest {
  private static final Grounds GROUNDS = grounds("shop:1", Map.of());

  private final KnownContainers known = new KnownContainers(30);

  @Test
  void knowsAnAnswerThatIsTheSameByteByByte() {
    keep("a", "web", "{\"Memory\":1}");

    assertThat(known.same("a", said("{\"Memory\":1}"))).isNotNull();
    assertThat(known.same("a", said("{\"Memory\":2}"))).isNull();
    assertThat(known.same("b", said("{\"Memory\":1}"))).isNull();
  }

  @Test
  void forgetsTheLongestUnusedBeyondItsLimit() {
    keep("a", "web", "0123456789");
    keep("b", "db", "0123456789");
    keep("c", "job", "0123456789");
    assertThat(known.same("a", said("0123456789"))).isNotNull();
    keep("d", "new", "0123456789");

    assertThat(known.same("a", said("0123456789"))).isNotNull();
    assertThat(known.same("b", said("0123456789"))).isNull();
    assertThat(known.same("d", said("0123456789"))).isNotNull();
  }

  @Test
  void countsAnAnswerOnceThatTakesThePlaceOfAnother() {
    for (int at = 0; at < 10; at++) {
      keep("a", "web", "answer no. " + at);
    }
    keep("b", "db", "another one");

    assertThat(known.same("a", said("answer no. 9"))).isNotNull();
  }

  @Test
  void tellsTheIdsOfThoseAskedFor() {
    keep("a", "web", "1");
    keep("b", "db", "2");

    assertThat(known.engineIds(Set.of(ResourceId.container("db"), ResourceId.container("no"))))
        .containsExactly(Map.entry(ResourceId.container("db"), "b"));
  }

  @Test
  void doesNotHoldOnceATagOrAFileHasMoved() {
    var file = Map.<String, FieldValue>of("/etc/a", FieldValue.text("1"));

    assertThat(GROUNDS.hold(grounds("shop:1", Map.of()))).isTrue();
    assertThat(GROUNDS.hold(grounds("shop:1@0123", Map.of()))).isFalse();
    assertThat(GROUNDS.hold(grounds("shop:1", file))).isFalse();
  }

  @Test
  void doesNotHoldForAnotherConfigurationOfItsImage() {
    var one = new ObjectNode(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance);

    assertThat(GROUNDS.hold(new Grounds(null, one, "shop:1", "bridge", Map.of()))).isFalse();
  }

  private void keep(String engineId, String name, String answer) {
    var present =
        new Present(
            ResourceId.container(name),
            new EngineObject(engineId, name),
            null,
            Fields.none(),
            Fields.none(),
            Condition.still(),
            List.of());
    known.keep(engineId, new Known(said(answer), "sha256:1", "shop:1", GROUNDS, present));
  }

  private static Grounds grounds(String image, Map<String, FieldValue> files) {
    return new Grounds(null, MissingNode.getInstance(), image, "bridge", files);
  }

  private static Inspection said(String answer) {
    return Inspection.of(answer.getBytes(StandardCharsets.UTF_8));
  }
}
