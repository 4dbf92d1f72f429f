package dev.setpoint.manifest.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a device uses on its server.
 *
 * @param key the key of the device that names it
 * @param name its name
 */
public record DeviceUse(What what, String key, String name) {
  /** What it is. */
  public enum What {
    NETWORK,
    POOL,
    VOLUME
  }

  /** What the keys of a device name: the network of a card, the pool and volume of a disk. */
  public static List<DeviceUse> of(Map<String, String> device) {
    var uses = new ArrayList<DeviceUse>();
    String network = device.get("network");
    String pool = device.get("pool");
    String source = device.get("source");
    switch (device.getOrDefault("type", "")) {
      case "nic" -> {
        if (network != null) {
          uses.add(new DeviceUse(What.NETWORK, "network", network));
        }
      }
      case "disk" -> {
        if (pool != null) {
          uses.add(new DeviceUse(What.POOL, "pool", pool));
        }
        if (pool != null && source != null && !source.startsWith("/")) {
          // a path below the volume can follow its name
          uses.add(new DeviceUse(What.VOLUME, "source", source.split("/", 2)[0]));
        }
      }
      default -> {
        // other devices use what is of the machine
      }
    }
    return uses;
  }
}
