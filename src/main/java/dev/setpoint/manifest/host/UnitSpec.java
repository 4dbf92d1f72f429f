package dev.setpoint.manifest.host;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A systemd unit. Its own file and its drop-ins, when they are declared, are files of the same
 * Host.
 *
 * <pre>
 * units:
 *   nginx.service: {active: true, enabled: true, restartOn: [file//etc/nginx/nginx.conf]}
 *   app.service:
 *     content: "[Service]\nExecStart=/opt/app/run\n"
 *     dropIns: {limits: "[Service]\nMemoryMax=1G\n"}
 *     active: true
 * </pre>
 *
 * @param active whether it runs, or null when left alone
 * @param enabled whether it starts with the machine, or null when left alone
 * @param masked whether nobody can start it, or null when left alone
 * @param files paths of its own file and drop-ins, as declared
 * @param exclusive whether drop-ins that nobody declared are drift
 * @param restartOn things that it must be newer than, so that it runs with them
 * @param reloads whether it is told to read them again instead of being started anew
 */
public record UnitSpec(
    @Nullable Boolean active,
    @Nullable Boolean enabled,
    @Nullable Boolean masked,
    SortedSet<String> files,
    boolean exclusive,
    List<ResourceId> restartOn,
    boolean reloads)
    implements HostSpec {
  public UnitSpec {
    files = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(files));
    restartOn = List.copyOf(restartOn);
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.UNIT;
  }

  /** Its files, what it restarts on, and the package of its name. */
  @Override
  public Set<ResourceId> needs(String name) {
    var needs = new HashSet<>(restartOn);
    files.forEach(path -> needs.add(new ResourceId(ResourceKind.FILE, path)));
    int dot = name.lastIndexOf('.');
    int at = name.indexOf('@');
    needs.add(new ResourceId(ResourceKind.PACKAGE, name.substring(0, at > 0 ? at : dot)));
    return needs;
  }
}
