package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.ImageSpec;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a resource of a server uses may exist there without a manifest, so that only a likely typing
 * error is refused, and a declared one that is not where it is used.
 */
final class ServerUseCheck {
  /** A shorter name is too near to too many others. */
  private static final int LEAST_CHARS = 4;

  private final Declarations all;
  private final Nodes nodes;
  private final Findings findings;
  private final Map<ResourceKind, Set<String>> names = new EnumMap<>(ResourceKind.class);

  ServerUseCheck(Declarations all, Nodes nodes, Findings findings) {
    this.all = all;
    this.nodes = nodes;
    this.findings = findings;
  }

  void run(Collection<Declared> part) {
    for (Declared declared : part) {
      for (Marker.Found<Marks.Use> found : declared.marked(Marks.SERVER_USE)) {
        check(declared, found);
      }
    }
  }

  private void check(Declared declared, Marker.Found<Marks.Use> found) {
    Marks.Use use = found.value();
    if (names(use.kind()).contains(use.name())) {
      all.find(use.kind(), use.name())
          .map(Declared::manifest)
          .ifPresent(used -> checkPlace(declared, found, used));
    } else if (!isExternal(declared, use.name())) {
      near(use)
          .ifPresent(near ->
              findings.refuse(
                  declared,
                  found,
                  what(use),
                  "no %s of that name is declared, but %s is"
                      .formatted(use.kind().yamlName(), near),
                  "did you mean %s? If not, write external: [%s]".formatted(near, use.name())));
    }
  }

  private static String what(Marks.Use use) {
    return "uses the " + use.kind().word() + " " + Visible.quoted(use.name());
  }

  private static boolean isExternal(Declared declared, String name) {
    return declared.marked(Marks.EXTERNAL).stream().anyMatch(found -> found.value().equals(name));
  }

  /** Names that differ in a number alone are siblings, not typing errors. */
  private Optional<String> near(Marks.Use use) {
    return use.name().length() < LEAST_CHARS
        ? Optional.empty()
        : Nearest.to(use.name(), names(use.kind()))
            .filter(near -> !letters(near).equals(letters(use.name())));
  }

  private static String letters(String name) {
    return name.replaceAll("[0-9]+", "");
  }

  private void checkPlace(Declared declared, Marker.Found<Marks.Use> found, Manifest used) {
    Manifest user = declared.manifest();
    Placement here = user == null ? null : user.placement();
    Placement there = used.placement();
    if (here == null || there == null) {
      return;
    }
    Set<String> without = new TreeSet<>(nodes.of(declared));
    without.removeAll(nodes.of(there));
    if (!without.isEmpty()) {
      findings.refuse(
          declared,
          found,
          what(found.value()),
          used.origin() + " does not declare it on " + PlacementCheck.some(without),
          "add the nodes there, or place this elsewhere");
      return;
    }
    otherTarget(declared, here, found.value().kind(), there)
        .ifPresent(why ->
            findings.refuse(
                declared, found, what(found.value()), why, "write the same target in both"));
  }

  private Optional<String> otherTarget(
      Declared declared, Placement here, ResourceKind kind, Placement there) {
    for (String node : nodes.of(declared)) {
      String mine = nodes.target(node, declared.kind(), here);
      String its = nodes.target(node, kind, there);
      if (!mine.isEmpty() && !its.isEmpty() && !mine.equals(its)) {
        return Optional.of("on %s it lives in %s and this in %s".formatted(node, its, mine));
      }
    }
    return Optional.empty();
  }

  private Set<String> names(ResourceKind kind) {
    return names.computeIfAbsent(
        kind,
        _ ->
            kind == ResourceKind.IMAGE
                ? all.of(kind).stream()
                    .flatMap(ServerUseCheck::aliases)
                    .collect(Collectors.toCollection(TreeSet::new))
                : all.names(kind));
  }

  private static Stream<String> aliases(Declared image) {
    @Nullable Manifest manifest = image.manifest();
    return manifest instanceof ServerManifest server && server.spec() instanceof ImageSpec spec
        ? spec.aliases(image.name()).stream()
        : Stream.of(image.name());
  }
}
