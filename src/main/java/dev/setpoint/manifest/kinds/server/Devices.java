package dev.setpoint.manifest.kinds.server;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.instance.DeviceUse;
import dev.setpoint.manifest.kinds.Marks;
import dev.setpoint.manifest.scalar.Addresses;
import dev.setpoint.manifest.shape.Field;
import dev.setpoint.manifest.shape.MapShape;
import dev.setpoint.manifest.shape.Shape;
import dev.setpoint.manifest.shape.Shapes;
import dev.setpoint.manifest.yaml.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Devices of an instance or a profile: free keys, of which a few are understood here. */
final class Devices {
  static final String HWADDR_NOUN = "the hardware address";

  private static final List<String> TYPES =
      List.of(
          "none",
          "nic",
          "disk",
          "unix-char",
          "unix-block",
          "unix-hotplug",
          "usb",
          "gpu",
          "infiniband",
          "proxy",
          "tpm",
          "pci");
  private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
  private static final Pattern LISTEN =
      Pattern.compile(
          "(tcp|udp):(\\[[0-9A-Fa-f:.]+\\]|[0-9.]+):[0-9]{1,5}([,-][0-9]{1,5})*|unix:.+");

  private static final Shape<String> NAME =
      Shapes.matching(
          "a device name",
          "[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}",
          "device names have letters, digits and . _ : @ -",
          "eth0");

  private static final Shape<String> KEY =
      Shapes.matching(
          "a device key",
          "[a-z][a-z0-9._-]{0,127}",
          "device keys have lower-case letters, digits and . _ -",
          "network");

  private static final Shape<Map<String, String>> DEVICE =
      Shapes.map(KEY, Shapes.LOOSE_TEXT, Devices::check);

  static final Field<Map<String, Map<String, String>>> DEVICES =
      Field.optional("devices", Shapes.map(NAME, DEVICE))
          .describe(
              "Devices by name, each a block of keys as LXD or Incus names them, with `type`. A"
                  + " device that comes from a profile is left alone.")
          .example("{eth0: {type: nic, network: front}, root: {type: disk, path: /, pool: fast}}");

  private Devices() {}

  private static void check(MapShape.Entries<String> device) {
    String type = device.find("type").orElse("");
    markUses(device);
    switch (type) {
      case "" ->
          device.refuse(
              "has no type", "its type says which keys it has", "write type: nic, disk or proxy");
      case "nic" -> checkNic(device);
      case "proxy" -> checkProxy(device);
      default -> {
        if (!TYPES.contains(type)) {
          device.refuse(
              "type",
              "is not known",
              "a device is one of " + String.join(", ", TYPES),
              Nearest.to(type, TYPES)
                  .map(near -> "did you mean " + near + "?")
                  .orElse("write one of them"));
        }
      }
    }
  }

  private static void checkNic(MapShape.Entries<String> nic) {
    checkAddresses(nic, "ipv4.address", Addresses::isIpv4, "10.20.0.9");
    checkAddresses(nic, "ipv6.address", Addresses::isIpv6, "fd00::9");
    nic.find("hwaddr")
        .ifPresent(text -> {
          if (MAC.matcher(text).matches()) {
            nic.mark(Marks.CLAIM, hwaddr(text), "hwaddr");
          } else {
            nic.refuse(
                "hwaddr",
                "is no hardware address",
                "that is six pairs of hexadecimal digits",
                "write something like \"00:16:3e:12:34:56\"");
          }
        });
  }

  static Marks.Claim hwaddr(String text) {
    return new Marks.Claim(HWADDR_NOUN, text.toLowerCase(Locale.ROOT));
  }

  /** A routed card has several, with commas between them. */
  private static void checkAddresses(
      MapShape.Entries<String> nic, String key, Predicate<String> isAddress, String example) {
    String written = nic.find(key).orElse("none");
    if (written.equals("none")) {
      return;
    }
    for (String part : written.split(",", -1)) {
      String address = part.strip();
      if (isAddress.test(address)) {
        nic.mark(Marks.CLAIM, new Marks.Claim("the address", Addresses.canonical(address)), key);
      } else {
        nic.refuse(
            key,
            "is not an address",
            "the fixed address of a card is written without a prefix length",
            "write something like " + example);
        return;
      }
    }
  }

  private static void checkProxy(MapShape.Entries<String> proxy) {
    proxy
        .find("listen")
        .ifPresent(listen -> {
          if (!LISTEN.matcher(listen).matches()) {
            proxy.refuse(
                "listen",
                "is no place to listen at",
                "a proxy listens at a protocol, an address and a port",
                "write something like tcp:0.0.0.0:8080");
          } else if (!"instance".equals(proxy.find("bind").orElse("host"))) {
            proxy.mark(Marks.CLAIM, new Marks.Claim("the listening place", listen), "listen");
          }
        });
  }

  private static void markUses(MapShape.Entries<String> device) {
    for (DeviceUse use : DeviceUse.of(device.all())) {
      device.mark(
          Marks.SERVER_USE, new Marks.Use(kindOf(use.what()), use.name(), false), use.key());
    }
  }

  private static ResourceKind kindOf(DeviceUse.What what) {
    return switch (what) {
      case NETWORK -> ResourceKind.NETWORK;
      case POOL -> ResourceKind.STORAGEPOOL;
      case VOLUME -> ResourceKind.VOLUME;
    };
  }
}
