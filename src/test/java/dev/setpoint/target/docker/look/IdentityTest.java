package dev.setpoint.target.docker.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.Identity;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a mark says must be what the agent compares it with. */
class IdentityTest {
  @Test
  void theMarkCarriesTheWholeDigestOfTheDeclaration() {
    var fields = Fields.of(Map.of("spec.image", FieldValue.text("web:1")));
    var mark =
        new Identity("docker", "me", "local").mark(ResourceId.container("web"), fields.digest());
    assertThat(mark.specDigest()).isEqualTo(fields.digest().hex());
  }
}
