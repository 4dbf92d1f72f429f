package dev.setpoint.target.docker.fields;

import static dev.setpoint.reconcile.field.FieldTable.Remedy.REPLACE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.NetworkManifest;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.target.docker.spelling.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fields of a network; an engine changes none of them while it lives. */
final class NetworkRows {
  private static final String GROUP = "network";
  private static final String SUBNETS = "spec.subnets";

  private NetworkRows() {}

  static List<Row<NetworkManifest, LiveObject>> all() {
    return List.of(
        Row.exact(
            "spec.driver",
            REPLACE,
            GROUP,
            declared -> FieldValue.text(declared.driver()),
            live -> FieldValue.text(live.json().path("Driver").asText())),
        Row.exact(SUBNETS, REPLACE, GROUP, NetworkRows::subnets, NetworkRows::liveSubnets),
        Row.exact(
            "spec.internal",
            REPLACE,
            GROUP,
            declared -> FieldValue.text(declared.internal()),
            live -> FieldValue.text(live.json().path("Internal").asBoolean())),
        Row.exact(
            "spec.ipv6",
            REPLACE,
            GROUP,
            declared -> FieldValue.text(declared.ipv6()),
            live -> FieldValue.text(live.json().path("EnableIPv6").asBoolean())),
        Row.allowMore(
            "spec.options",
            REPLACE,
            GROUP,
            declared -> ProcessRows.texts(declared.options()),
            live -> ProcessRows.texts(LiveContainer.strings(live.json().path("Options")))),
        Row.allowMore(
            "spec.labels",
            REPLACE,
            "labels",
            declared -> ProcessRows.texts(declared.labels()),
            LiveObject::labelValues));
  }

  private static @Nullable FieldValue subnets(NetworkManifest declared) {
    if (declared.subnets().isEmpty()) {
      return null;
    }
    var entries = new TreeMap<String, FieldValue>();
    declared
        .subnets()
        .forEach(subnet -> entries.put(subnet.subnet(), words(subnet.gateway(), subnet.ipRange())));
    return FieldValue.entries(entries);
  }

  private static FieldValue words(@Nullable String gateway, @Nullable String range) {
    var words = new ArrayList<String>();
    words.add("present");
    if (gateway != null) {
      words.add("gateway " + Addresses.normal(gateway));
    }
    if (range != null) {
      words.add("range " + range);
    }
    return FieldValue.text(String.join(", ", words));
  }

  /** Gateway and range are only compared when they are declared. */
  private static FieldValue liveSubnets(LiveObject live) {
    var entries = new TreeMap<String, FieldValue>();
    for (JsonNode config : live.json().path("IPAM").path("Config")) {
      String subnet = config.path("Subnet").asText();
      String declared = live.declaredEntry(SUBNETS, subnet);
      entries.put(
          subnet,
          words(
              declared.contains("gateway ") ? config.path("Gateway").asText() : null,
              declared.contains("range ") ? range(live, config, declared) : null));
    }
    return FieldValue.entries(entries);
  }

  /** Podman does not tell the range: unknown is not drift. */
  private static String range(LiveObject live, JsonNode config, String declared) {
    String told = config.path("IPRange").asText("");
    boolean untold = told.isEmpty() && !live.profile().tellsRanges();
    return untold ? declared.substring(declared.indexOf("range ") + 6) : told;
  }
}
