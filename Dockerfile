# The packaged program on a Java 25 runtime. Build the program first; nothing is fetched in here.
#
#   ./mvnw -DskipTests package && deploy/make-agent.sh
#   docker build --build-arg RUNTIME=IMAGE-WITH-JAVA-25 -t setpoint .
#
# RUNTIME is any image with a Java 25 runtime as `java` on its PATH and a /bin/sh. There is no default on purpose: take the
# one that your organisation trusts, pinned by digest.
ARG RUNTIME
FROM ${RUNTIME}

# Libraries change seldom, the program changes often: one layer each.
COPY target/quarkus-app/lib/ /opt/setpoint/lib/
COPY target/quarkus-app/quarkus/ /opt/setpoint/quarkus/
COPY target/quarkus-app/app/ /opt/setpoint/app/
COPY target/quarkus-app/quarkus-run.jar /opt/setpoint/
# What a controller gives to machines that join; `deploy/make-agent.sh` makes it.
COPY target/quarkus-app/agent/ /opt/setpoint/agent/
COPY deploy/container/ /opt/setpoint/bin/

# Any user may run it who may write the data directory and open the engine's socket: --user UID --group-add GID-OF-SOCKET.
RUN chmod 1777 /tmp && mkdir -p /var/lib/setpoint && chmod 0770 /var/lib/setpoint && chown 10001:0 /var/lib/setpoint
ENV SETPOINT_DATA=/var/lib/setpoint HOME=/tmp
VOLUME /var/lib/setpoint
USER 10001:0
ENTRYPOINT ["/opt/setpoint/bin/setpoint"]
CMD ["up"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/opt/setpoint/bin/setpoint", "status", "--output", "json"]
