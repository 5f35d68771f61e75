package jackfield.engine.tcp;

/**
 * How fast text leaves and arrives at one moment; as in Linux's {@code tcp_info}.
 *
 * @param controller the name of the congestion controller: TCP_CONGESTION
 * @param pacing bytes a second at which segments leave, {@code Long.MAX_VALUE} if at once: tcpi_pacing_rate
 * @param delivery bytes a second delivered lately, 0 before the first measurement: tcpi_delivery_rate
 * @param isApplicationLimited whether the application, not the network, set that: tcpi_delivery_rate_app_limited
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-cheng-iccrg-delivery-rate-estimation">
 *     draft-cheng-iccrg-delivery-rate-estimation</a>; RFC 9438
 */
public record RateSnapshot(String controller, long pacing, long delivery, boolean isApplicationLimited) {}
