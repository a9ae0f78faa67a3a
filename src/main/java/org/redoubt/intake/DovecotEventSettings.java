package org.redoubt.intake;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where Dovecot's {@code event_exporter} may reach us.
 *
 * @param http address for its {@code http-post}; or null
 * @param unixSocket path for its {@code unix} driver (2.4); or null
 * @param senders who may post by HTTP
 */
public record DovecotEventSettings(
    @Nullable InetSocketAddress http, @Nullable Path unixSocket, Senders senders) {}
