package dev.setpoint.target.docker.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.contract.hand.Recreation;
import java.util.List;

/** The images that the engines of the tests have, as the real ones report them. */
public final class SimulatedImages {
  private static final JsonNode PLAIN =
      Recreation.json("{'Env':['PATH=/bin'],'Cmd':['sh','-c','while :; do sleep 1; done']}");
  private static final JsonNode FULL =
      Recreation.json(
          """
          {'Env':['PATH=/bin','FROM_IMAGE=yes'],'Entrypoint':['/bin/busybox'],
           'Cmd':['httpd','-f','-p','8080','-h','/www'],'User':'1000:1000','WorkingDir':'/data',
           'ExposedPorts':{'8080/tcp':{}},'Volumes':{'/data':{}},'StopSignal':'SIGINT',
           'Labels':{'from.image':'yes'},
           'Healthcheck':{'Test':['CMD','wget','-qO-','http://127.0.0.1:8080/'],
            'Interval':2000000000,'Timeout':1000000000,'Retries':3}}
          """);

  private SimulatedImages() {}

  /** Gives an engine all of them. */
  public static void loadAll(SimulatedEngine engine) {
    for (String image : List.of("busybox:1", "busybox:2", "full:1")) {
      load(engine, "setpoint.test/" + image, "setpoint.test/" + image);
    }
  }

  /** Gives an engine one of them by this name, or by another one. */
  static void load(SimulatedEngine engine, String image, String reference) {
    engine.load(reference, image, image.contains("full") ? FULL : PLAIN);
  }
}
