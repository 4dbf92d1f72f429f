package dev.setpoint.target.docker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins are found by the registry of the image, in the files that the login commands write. */
class RegistryLoginsTest {
  @TempDir Path home;
  private RegistryLogins logins;

  @BeforeEach
  void logIn() throws IOException {
    Path config = home.resolve("config.json");
    Files.writeString(
        config,
        """
        {"auths": {
          "registry.example:5000": {"auth": "%s"},
          "https://index.docker.io/v1/": {"auth": "%s"},
          "https://token.example": {"identitytoken": "t0ken"},
          "kept.elsewhere.example": {}
        }}
        """
            .formatted(base64("ann:se:cret"), base64("bob:pw")));
    logins = new RegistryLogins(List.of(home.resolve("none.json"), config));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String sent(String image) {
    return logins
        .header(image)
        .map(header -> new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
        .orElse("nothing");
  }

  @Test
  void anImageGetsTheLoginOfItsRegistryAndNoOther() {
    assertThat(sent("registry.example:5000/shop/web:1"))
        .isEqualTo(
            "{\"serveraddress\":\"registry.example:5000\",\"username\":\"ann\","
                + "\"password\":\"se:cret\"}");
    assertThat(sent("busybox:1")).contains("bob");
    assertThat(sent("docker.io/library/busybox:1")).contains("bob");
    assertThat(sent("shop/web:1")).contains("bob");
    assertThat(sent("token.example/web:1")).contains("\"identitytoken\":\"t0ken\"");
    assertThat(sent("registry.example/shop/web:1")).isEqualTo("nothing");
    assertThat(sent("kept.elsewhere.example/web:1")).isEqualTo("nothing");
  }

  @Test
  void anUnreadableFileIsNoLogin() throws IOException {
    Path broken = home.resolve("broken.json");
    Files.writeString(broken, "{\"auths\": {\"a.example\": {\"auth\": \"%%%\"}}}");
    logins = new RegistryLogins(List.of(broken));
    assertThat(sent("a.example/web:1")).isEqualTo("nothing");
  }
}
