package dev.setpoint.target.docker.change;

import dev.setpoint.target.Identity;
import dev.setpoint.target.Pause;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.PortProbe;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.look.Observer;
import java.time.InstantSource;

/**
 * What all corrections of one engine share.
 *
 * @param engine the engine
 * @param profile its kind
 * @param identity whose marks are written
 * @param looks what is known of images and files
 * @param clock time for deadlines and file times
 * @param pause waits between looks
 * @param ports whether ports of the engine's machine are free
 * @param limits limits of changing
 */
public record Ground(
    Engine engine,
    Profile profile,
    Identity identity,
    Observer.Looks looks,
    InstantSource clock,
    Pause pause,
    PortProbe ports,
    ChangeLimits limits) {}
