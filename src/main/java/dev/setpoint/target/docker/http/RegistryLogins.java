package dev.setpoint.target.docker.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.json.JsonTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Logins for registries as {@code docker login} and {@code podman login} left them on this machine.
 * An engine behind its API knows none by itself: whoever asks for an image brings the login along.
 * The files are read at every pull, so a new login counts at once. Programs that keep logins
 * elsewhere ({@code credHelpers}, {@code credsStore}) are not asked.
 */
final class RegistryLogins {
  private static final Logger LOG = Logger.getLogger(RegistryLogins.class);
  private static final String HUB = "docker.io";

  /** What docker login calls the registry of names without a host. */
  private static final String HUB_KEY = "https://index.docker.io/v1/";

  private static final long LARGEST_FILE = 1 << 20;

  private final List<Path> files;

  RegistryLogins(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /** The usual files of the user that this process runs as; the first that has a login counts. */
  static RegistryLogins usual(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "/root");
    var files = new ArrayList<Path>();
    String config = environment.getOrDefault("DOCKER_CONFIG", "");
    files.add(Path.of(config.isEmpty() ? home + "/.docker" : config).resolve("config.json"));
    String named = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
    if (!named.isEmpty()) {
      files.add(Path.of(named));
    }
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isEmpty()) {
      files.add(Path.of(runtime, "containers/auth.json"));
    }
    files.add(Path.of("/run/containers/0/auth.json"));
    files.add(Path.of(home, ".config/containers/auth.json"));
    return new RegistryLogins(files);
  }

  /** The value of {@code X-Registry-Auth} for an image; empty when nobody has logged in there. */
  Optional<String> header(String image) {
    String registry = registry(image);
    return files.stream().flatMap(file -> login(file, registry).stream()).findFirst();
  }

  /** Host and port of an image's registry. */
  static String registry(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return host ? first : HUB;
  }

  private static Optional<String> login(Path file, String registry) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        return Optional.empty();
      }
      JsonNode logins = JsonTrees.KIND.read(Files.readAllBytes(file)).path("auths");
      for (String key : keys(registry)) {
        Optional<String> found = header(logins.path(key), registry);
        if (found.isPresent()) {
          return found;
        }
      }
    } catch (NoSuchFileException nobodyLoggedIn) {
      // the usual case
    } catch (IOException | IllegalArgumentException e) {
      // Its words may quote what the file holds.
      LOG.warnf("The registry logins in %s cannot be read", file);
    }
    return Optional.empty();
  }

  private static List<String> keys(String registry) {
    return registry.equals(HUB)
        ? List.of(HUB_KEY, HUB, "index." + HUB)
        : List.of(registry, "https://" + registry, "http://" + registry);
  }

  private static Optional<String> header(JsonNode login, String registry) {
    var json = JsonTrees.object().put("serveraddress", registry);
    String token = login.path("identitytoken").asText("");
    String pair =
        new String(
            Base64.getDecoder().decode(login.path("auth").asText("")), StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    if (!token.isEmpty()) {
      json.put("identitytoken", token);
    } else if (colon > 0) {
      json.put("username", pair.substring(0, colon)).put("password", pair.substring(colon + 1));
    } else {
      return Optional.empty();
    }
    return Optional.of(
        Base64.getUrlEncoder()
            .encodeToString(JsonTrees.write(json).getBytes(StandardCharsets.UTF_8)));
  }
}
