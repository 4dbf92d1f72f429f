package dev.setpoint.target.docker;

import dev.setpoint.target.Identity;
import dev.setpoint.target.Pause;
import dev.setpoint.target.docker.api.PortProbe;
import dev.setpoint.target.docker.change.ChangeLimits;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.look.LookLimits;
import dev.setpoint.target.docker.look.SideWork;

/**
 * Settings of a target.
 *
 * @param identity its name, and whose marks it writes
 * @param profile kind of engine that is expected there
 * @param looking limits of looking
 * @param changing limits of changing
 * @param events limits of listening
 * @param pause waits
 * @param ports whether ports of the engine's machine are free
 * @param beside runs looks side by side
 */
public record TargetSettings(
    Identity identity,
    Profile profile,
    LookLimits looking,
    ChangeLimits changing,
    EventLimits events,
    Pause pause,
    PortProbe ports,
    SideWork beside) {
  /** Settings for daily use, on an engine that may be anywhere. */
  public static TargetSettings standard(Identity identity, Profile profile) {
    return new TargetSettings(
        identity,
        profile,
        LookLimits.standard(),
        ChangeLimits.standard(),
        EventLimits.standard(),
        Pause.untilInterrupted(),
        PortProbe.blind(),
        SideWork.onVirtualThreads());
  }

  /** The same on an engine whose ports can be looked at. */
  public TargetSettings looking(PortProbe probe) {
    return new TargetSettings(identity, profile, looking, changing, events, pause, probe, beside);
  }
}
