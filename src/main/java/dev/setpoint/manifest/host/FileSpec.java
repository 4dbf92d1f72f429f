package dev.setpoint.manifest.host;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What should be at a path of a machine.
 *
 * <pre>
 * files:
 *   /etc/motd: {content: "hello\n", mode: "0644", owner: root, group: root}
 *   /etc/app.conf: {from: files/app.conf, validate: [app, --check, "%"]}
 *   /etc/app.d: {directory: true, purge: {most: 20}}
 *   /etc/app.old: {absent: true}
 * </pre>
 *
 * @param form what it is, with what only that has
 * @param mode permission bits in four octal digits, or null when left alone
 * @param owner name or number of its owner, or null when left alone
 * @param group name or number of its group, or null when left alone
 * @param sensitive whether its content is shown nowhere
 */
public record FileSpec(
    Form form,
    @Nullable String mode,
    @Nullable String owner,
    @Nullable String group,
    boolean sensitive)
    implements HostSpec {
  @Override
  public ResourceKind kind() {
    return ResourceKind.FILE;
  }

  @Override
  public Set<String> secrets() {
    return form instanceof Regular(Content.OfSecret(var name), _, _) ? Set.of(name) : Set.of();
  }

  /** Its directories. */
  @Override
  public Set<ResourceId> needs(String name) {
    var needs = new HashSet<ResourceId>();
    for (int at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) {
      needs.add(new ResourceId(ResourceKind.FILE, name.substring(0, at)));
    }
    return needs;
  }

  /** What is at a path. */
  public sealed interface Form {}

  /**
   * A file.
   *
   * @param replace whether a file that is there already is corrected; false writes it once and then
   *     looks at its mode and owner only
   * @param validate command that must accept the new content before it takes the place of the old;
   *     {@code %} stands for the path of a file that holds it; empty for none
   */
  public record Regular(Content content, boolean replace, List<String> validate) implements Form {
    public Regular {
      validate = List.copyOf(validate);
    }
  }

  /**
   * A directory.
   *
   * @param purge what is done with entries that nobody declares, or null when they are left alone
   */
  public record Directory(@Nullable Purge purge) implements Form {}

  /**
   * A symbolic link.
   *
   * @param target what it leads to, as it is written into the link
   */
  public record Link(String target) implements Form {}

  /** Nothing. */
  public record Absent() implements Form {}

  /**
   * How undeclared entries are removed.
   *
   * @param most more of them than this are not removed, but reported
   */
  public record Purge(int most) {}

  /** What is in a file. */
  public sealed interface Content {
    /** Text of the manifest. */
    record Inline(String text) implements Content {}

    /**
     * A file of the repository.
     *
     * @param path path in the repository
     */
    record OfFile(String path) implements Content {}

    /**
     * A secret of the node.
     *
     * @param name name in the node's secret store
     */
    record OfSecret(String name) implements Content {}
  }
}
