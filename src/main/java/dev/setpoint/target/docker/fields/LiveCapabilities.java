package dev.setpoint.target.docker.fields;

import dev.setpoint.reconcile.field.FieldValue;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Capabilities of a container in the terms of its declaration. Docker reports what was asked for.
 * Podman reports how those that the container has differ from a fixed set, whatever its own default
 * is; so what was asked for is worked out from what it has and from that default.
 *
 * @param added those asked for beyond the default
 * @param dropped those asked to be without
 */
record LiveCapabilities(FieldValue added, FieldValue dropped) {
  private static final String ALL = "ALL";

  /** The default of the OCI tools, from which Podman tells differences. */
  private static final Set<String> BASE =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "NET_RAW",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  static LiveCapabilities of(LiveContainer live) {
    var more = names(LiveContainer.items(live.host().path("CapAdd")));
    var less = names(LiveContainer.items(live.host().path("CapDrop")));
    Set<String> own = live.ownCapabilities();
    if (own.isEmpty()) {
      return new LiveCapabilities(FieldValue.members(more), FieldValue.members(less));
    }
    Set<String> add = live.declaredMembers(SecurityRows.CAP_ADD);
    Set<String> drop = live.declaredMembers(SecurityRows.CAP_DROP);
    if (live.host().path("Privileged").asBoolean()) {
      return new LiveCapabilities(
          FieldValue.members(live.madeMembers(SecurityRows.CAP_ADD)),
          FieldValue.members(live.madeMembers(SecurityRows.CAP_DROP)));
    }
    var has = new TreeSet<>(BASE);
    has.addAll(more);
    has.removeAll(less);
    boolean allDropped = drop.contains(ALL) && own.stream().allMatch(one -> isFit(one, has, add));
    return new LiveCapabilities(
        added(has, own, add, allDropped), allDropped ? all() : dropped(has, own, drop));
  }

  /** Whether one of the default ones is gone, or was asked for by name. */
  private static boolean isFit(String one, Set<String> has, Set<String> add) {
    return !has.contains(one) || add.contains(one);
  }

  private static FieldValue added(
      Set<String> has, Set<String> own, Set<String> add, boolean allDropped) {
    if (add.contains(ALL) && has.contains("SYS_ADMIN")) {
      return FieldValue.members(add);
    }
    var added = new TreeSet<>(has);
    if (!allDropped) {
      added.removeIf(one -> own.contains(one) && !add.contains(one));
    }
    return FieldValue.members(added);
  }

  private static FieldValue dropped(Set<String> has, Set<String> own, Set<String> drop) {
    var dropped = new TreeSet<>(own);
    dropped.addAll(drop);
    dropped.remove(ALL);
    dropped.removeAll(has);
    return FieldValue.members(dropped);
  }

  private static FieldValue all() {
    return FieldValue.members(Set.of(ALL));
  }

  private static Set<String> names(Collection<String> words) {
    var names = new TreeSet<String>();
    words.forEach(word -> names.add(SecurityRows.capability(word)));
    return names;
  }
}
