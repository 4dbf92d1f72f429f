package dev.setpoint.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.fleet.message.OrderHeader.Entry;
import dev.setpoint.link.agentend.OrderRefusedException;
import dev.setpoint.link.agentend.StrictDocuments;
import dev.setpoint.link.message.Sha256;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.Origin;
import dev.setpoint.manifest.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The agent reads what it is sent as it would read git. */
class StrictDocumentsTest {
  private static final String SOUND =
      "{\"apiVersion\":\"setpoint.dev/v1\",\"kind\":\"Container\",\"metadata\":{\"name\":\"web\"},"
          + "\"spec\":{\"nodes\":{\"names\":[\"n1\"]},\"image\":\"registry.example/web:1\"}}";

  private static Entry entry() {
    return new Entry(
        ResourceId.container("web"),
        new Origin("web.yaml", 7),
        Sha256.hex(SOUND),
        Mode.OBSERVE,
        List.of("spec.memory"),
        new TreeMap<>());
  }

  @Test
  void aSoundDocumentBecomesAResource() {
    var read = new StrictDocuments().read(entry(), SOUND, Map.of());
    assertThat(read.manifest().id()).isEqualTo(ResourceId.container("web"));
    assertThat(read.manifest().origin()).isEqualTo(new Origin("web.yaml", 7));
    assertThat(read.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(read.document()).isEqualTo(SOUND);
  }

  @Test
  void whatGitCouldNotSayIsRefused() {
    for (var document :
        List.of(
            "",
            "{}",
            "nonsense",
            SOUND + SOUND,
            SOUND.replace("image", "imagine"),
            SOUND.replace("setpoint.dev/v1", "setpoint.dev/v0"),
            SOUND.replace("\"image\"", "\"image\":\"other\",\"image\""))) {
      assertThatThrownBy(() -> new StrictDocuments().read(entry(), document, Map.of()))
          .as(document)
          .isInstanceOf(OrderRefusedException.class)
          .extracting(e -> ((OrderRefusedException) e).reason())
          .isEqualTo(OrderRefusedException.Reason.BAD_DOCUMENT);
    }
  }
}
