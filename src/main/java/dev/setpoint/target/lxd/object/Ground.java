package dev.setpoint.target.lxd.object;

import dev.setpoint.target.Identity;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.write.ConfigFields;

/** What every kind stands on. */
record Ground(Server server, Identity identity, ConfigFields config) {}
