package dev.setpoint.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bare repository that is followed, and the clone that a person works in. */
final class FollowedRepository {
  private static final Map<String, String> NOBODYS_SETTINGS =
      Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_SYSTEM", "/dev/null");

  private final Place place;
  private final Path bare;
  private final Path clone;

  /** Opens it, and makes it when it is not there. */
  FollowedRepository(Place place, String name) {
    this.place = place;
    this.bare = place.folder(name).resolve("followed.git");
    this.clone = place.folder(name).resolve("clone");
    if (!Files.exists(bare)) {
      git("init", "-q", "--bare", "-b", "main", bare.toString());
      git("clone", "-q", bare.toString(), clone.toString());
    }
  }

  /** Address to follow. */
  String address() {
    return bare.toString();
  }

  FollowedRepository write(String path, String text) {
    try {
      Path file = clone.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void commit(String message) {
    git("-C", clone.toString(), "add", "-A");
    git(
        "-C",
        clone.toString(),
        "-c",
        "user.name=Bench",
        "-c",
        "user.email=bench@example.org",
        "commit",
        "-q",
        "-m",
        message);
  }

  void push() {
    git("-C", clone.toString(), "push", "-q", "origin", "HEAD:main");
  }

  private void git(String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    place.run(command, NOBODYS_SETTINGS);
  }
}
