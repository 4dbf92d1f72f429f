package dev.setpoint.target.lxd.object;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.write.Withdrawn;
import java.util.Map;

/**
 * One correction as a shape sees it.
 *
 * @param path of the object
 * @param marks keys that tell what is ours
 */
record Work(EntityPath path, Manifest manifest, Map<String, String> marks, Withdrawn withdrawn) {}
