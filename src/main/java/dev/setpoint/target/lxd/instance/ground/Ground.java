package dev.setpoint.target.lxd.instance.ground;

import dev.setpoint.target.Identity;
import dev.setpoint.target.Pause;
import dev.setpoint.target.lxd.api.Server;
import java.time.InstantSource;

/**
 * What all corrections on one server share.
 *
 * @param server the server
 * @param identity whose marks are written
 * @param clock time for deadlines
 * @param pause waits between looks
 * @param limits limits of changing
 */
public record Ground(
    Server server, Identity identity, InstantSource clock, Pause pause, ChangeLimits limits) {}
