package dev.setpoint.target.docker.guard;

import dev.setpoint.manifest.shape.Reading;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Problem;
import dev.setpoint.manifest.yaml.YamlFile;
import dev.setpoint.target.docker.guard.LocalPolicy.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policy file of this machine, looked at again for every judgement, so that a change needs no
 * restart. A file that is there but cannot be read or is wrong allows nothing: a typing mistake
 * must not open the machine. Safe for many threads.
 */
public final class PolicyFile {
  /** A larger file is none that a person wrote. */
  static final int MAX_BYTES = 1 << 18;

  private static final int PROBLEMS_SHOWN = 3;

  private final Path file;
  private final LocalPolicy whenMissing;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  private PolicyFile(Path file, LocalPolicy whenMissing) {
    this.file = file;
    this.whenMissing = whenMissing;
  }

  /** What was read last, so that the same bytes are not read twice. */
  private record Known(String bytes, LocalPolicy policy) {}

  /** A machine that takes orders from elsewhere: without the file a careful policy holds. */
  public static PolicyFile orCareful(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return new PolicyFile(absolute, LocalPolicy.careful(absolute));
  }

  /** A machine whose owner gives the orders: without the file nothing is judged. */
  public static PolicyFile orOpen(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return new PolicyFile(absolute, LocalPolicy.open(absolute));
  }

  /** Where it is, or would be. */
  public Path path() {
    return file;
  }

  /** Why LXD and Incus may hold nothing of ours on this machine; empty when they may. */
  public Optional<String> refusesServers() {
    LocalPolicy policy = now();
    return switch (policy.standing()) {
      case OPEN -> Optional.empty();
      case CLOSED ->
          Optional.of(
              "the policy of this machine cannot be used: "
                  + policy.origin().words()
                  + "; correct it");
      case LISTS ->
          policy.servers()
              ? Optional.empty()
              : Optional.of(
                  "the policy of this machine does not allow LXD and Incus;"
                      + " write servers: true into "
                      + file);
    };
  }

  /**
   * Why nothing of the machine itself may be changed: its files, packages, units and the rest of
   * what a Host declares; empty when it may.
   */
  public Optional<String> refusesHost() {
    LocalPolicy policy = now();
    return switch (policy.standing()) {
      case OPEN -> Optional.empty();
      case CLOSED ->
          Optional.of(
              "the policy of this machine cannot be used: "
                  + policy.origin().words()
                  + "; correct it");
      case LISTS ->
          policy.host()
              ? Optional.empty()
              : Optional.of(
                  "the policy of this machine does not let its own files, packages and units be"
                      + " changed; write host: true into "
                      + file);
    };
  }

  /** Whether nothing is judged. */
  public boolean isOpen() {
    return now().standing() == LocalPolicy.Standing.OPEN;
  }

  /** Whether a switch for instances is on: {@code privileged} or {@code nesting}. */
  public boolean allows(String key) {
    LocalPolicy policy = now();
    return switch (key) {
      case "privileged" -> policy.privileged();
      case "nesting" -> policy.nesting();
      default -> false;
    };
  }

  /** Whether one of the lists names a value, or its beginning with {@code .*} behind it. */
  public boolean lists(String key, String value) {
    LocalPolicy policy = now();
    return Arrays.stream(LocalPolicy.Listed.values())
        .filter(sort -> sort.key().equals(key))
        .anyMatch(sort -> policy.allowsBeginning(sort, value));
  }

  /**
   * Why a directory of the machine may not be given to an instance; empty when it may.
   *
   * @param surroundings what no instance may see, whatever directories are listed
   */
  public Optional<String> refusesPath(String path, boolean readOnly, Surroundings surroundings) {
    var findings = new Findings(now());
    new HostPaths(findings, surroundings.and(file)).judge("it", path, readOnly);
    return findings.words();
  }

  /** Where a key stands or would stand, for people. */
  public String placeOf(String key) {
    return now().origin().placeOf(key);
  }

  /** What holds now. */
  LocalPolicy now() {
    // A link to nowhere is there, and so is what cannot be looked at.
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return whenMissing;
    }
    byte[] content;
    try (var in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      return LocalPolicy.closed(file, "%s cannot be read (%s)".formatted(file, e));
    }
    // One character for each byte, whatever they are.
    String bytes = new String(content, StandardCharsets.ISO_8859_1);
    Known last = known.get();
    if (last != null && last.bytes().equals(bytes)) {
      return last.policy();
    }
    LocalPolicy policy = read(file, content);
    known.set(new Known(bytes, policy));
    return policy;
  }

  /** What these bytes say; a closed policy when they are no policy. */
  static LocalPolicy read(Path file, byte[] content) {
    if (content.length > MAX_BYTES) {
      return LocalPolicy.closed(file, "%s is larger than %d bytes".formatted(file, MAX_BYTES));
    }
    YamlFile yaml = YamlFile.read(file.toString(), content);
    if (!yaml.problems().isEmpty()) {
      return wrong(file, yaml.problems());
    }
    if (yaml.documents().size() != 1) {
      return LocalPolicy.closed(
          file,
          "%s holds %d documents, not one; write {} when nothing is allowed"
              .formatted(file, yaml.documents().size()));
    }
    Node root = yaml.documents().getFirst();
    var reading = new Reading(file.toString());
    LocalPolicy policy = PolicyShape.shape().read(root, reading);
    return policy == null ? wrong(file, reading.problems()) : located(file, policy, root);
  }

  private static LocalPolicy wrong(Path file, List<Problem> problems) {
    String first =
        problems.stream()
            .limit(PROBLEMS_SHOWN)
            .map(Problem::toString)
            .collect(Collectors.joining("; "));
    return LocalPolicy.closed(file, first);
  }

  private static LocalPolicy located(Path file, LocalPolicy policy, Node root) {
    Map<String, Integer> lines = new HashMap<>();
    // A policy that is there has at least this place, also when it says nothing.
    lines.put("", root.place().line());
    if (root instanceof Node.Mapping block) {
      block.entries().forEach(entry -> lines.put(entry.key().text(), entry.key().place().line()));
    }
    return new LocalPolicy(
        new Origin(file, "", lines),
        policy.standing(),
        policy.privileged(),
        policy.nesting(),
        policy.hostNamespaces(),
        policy.joinContainers(),
        policy.engineSocket(),
        policy.servers(),
        policy.host(),
        policy.mounts(),
        policy.lists());
  }
}
