package dev.setpoint.manifest.reader;

import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.manifest.Placement;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.container.NetworkingSpec.Attachment;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.AddressRange;
import dev.setpoint.manifest.shape.Marker;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A network or volume that a container uses must be there where the container is. */
final class UseCheck {
  private final Declarations all;
  private final Nodes nodes;
  private final Findings findings;

  UseCheck(Declarations all, Nodes nodes, Findings findings) {
    this.all = all;
    this.nodes = nodes;
    this.findings = findings;
  }

  void run(Collection<Declared> containers) {
    for (Declared declared : containers) {
      if (declared.manifest() instanceof ContainerManifest container) {
        declared.marked(Marks.USE).forEach(found -> check(declared, container, found));
        declared.marked(Marks.FIXED_ADDRESS).forEach(found -> checkAddress(declared, found));
      }
    }
  }

  private void check(
      Declared declared, ContainerManifest container, Marker.Found<Marks.Use> found) {
    Marks.Use use = found.value();
    Optional<Declared> declaration = all.find(use.kind(), use.name());
    String what = "uses the " + use.kind().word() + " " + Visible.quoted(use.name());
    if (declaration.isEmpty() && !use.isExternal()) {
      findings.refuse(
          declared,
          found,
          what,
          "no " + use.kind().yamlName() + " of that name is declared",
          Nearest.to(use.name(), all.names(use.kind()))
              .map(near -> "did you mean " + near + "?")
              .orElse("declare it, or write external: true when the engine has it already"));
    }
    if (declaration.isPresent() && use.isExternal()) {
      findings.refuse(
          declared,
          found,
          what + " as external",
          declaration.get().file() + " declares it, so it is not",
          "remove external: true");
    } else {
      declaration
          .map(Declared::manifest)
          .filter(Objects::nonNull)
          .ifPresent(used -> checkPlace(declared, container, found, used));
    }
  }

  private void checkPlace(
      Declared declared,
      ContainerManifest container,
      Marker.Found<Marks.Use> found,
      Manifest used) {
    Marks.Use use = found.value();
    String what = "uses the " + use.kind().word() + " " + Visible.quoted(use.name());
    Set<String> without = new TreeSet<>(nodes.of(declared));
    Placement placement = Objects.requireNonNull(used.placement());
    without.removeAll(nodes.of(placement));
    if (!without.isEmpty()) {
      findings.refuse(
          declared,
          found,
          what,
          used.origin() + " does not declare it on " + PlacementCheck.some(without),
          "add the nodes there, or place the container elsewhere");
      return;
    }
    for (String node : nodes.of(declared)) {
      String here = nodes.target(node, declared.kind(), container.placement());
      String there = nodes.target(node, use.kind(), placement);
      if (!here.isEmpty() && !there.isEmpty() && !here.equals(there)) {
        findings.refuse(
            declared,
            found,
            what,
            "on %s it lives in %s and the container in %s".formatted(node, there, here),
            "write the same target in both");
        return;
      }
    }
  }

  private void checkAddress(Declared declared, Marker.Found<Attachment> found) {
    Attachment attachment = found.value();
    nodes.of(declared).stream()
        .flatMap(node -> all.find(ResourceKind.NETWORK, attachment.name(), node).stream())
        .map(Declared::manifest)
        .distinct()
        .filter(NetworkManifest.class::isInstance)
        .map(NetworkManifest.class::cast)
        .forEach(network ->
            Stream.of(attachment.ipv4(), attachment.ipv6())
                .filter(Objects::nonNull)
                .filter(address -> !isInSubnet(network, address))
                .forEach(address -> refuseAddress(declared, found, network, address)));
  }

  private static boolean isInSubnet(NetworkManifest network, String address) {
    return network.subnets().stream()
        .anyMatch(subnet -> AddressRange.of(subnet.subnet()).contains(address));
  }

  private void refuseAddress(
      Declared declared, Marker.Found<Attachment> found, NetworkManifest network, String address) {
    findings.refuse(
        declared,
        found,
        "has the fixed address " + address,
        network.subnets().isEmpty()
            ? "engines give fixed addresses only in networks with a declared subnet"
            : "no subnet of " + network.metadata().name() + " holds it",
        "write an address of a subnet that " + network.origin() + " declares");
  }
}
