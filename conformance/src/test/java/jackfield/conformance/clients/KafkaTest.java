package jackfield.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole Kafka broker in this JVM, a producer, and a consumer group of two. */
class KafkaTest {
    private static final int RECORDS = 2 * Load.REQUESTS;
    private static final String TOPIC = "lab";
    private static final String BROKER = Lab.SERVER + ":9092";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Lab.PERFECT, Lab.LOSSY})
    void producerAndConsumerGroup(String weather) throws Exception {
        try (var lab = new Lab(weather)) {
            KafkaRaftServer broker = lab.onServer(this::start);
            try {
                lab.onClient(() -> {
                    createTopic();
                    produce();
                    assertThat(consume()).hasSize(RECORDS);
                    return null;
                });
            } finally {
                broker.shutdown();
                broker.awaitShutdown();
            }
        }
    }

    private static void createTopic() throws Exception {
        try (Admin admin = Admin.create(common())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get(60, TimeUnit.SECONDS);
        }
    }

    private static void produce() throws Exception {
        try (var producer = new KafkaProducer<>(common(), new IntegerSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int n = 0; n < RECORDS; n++) {
                sent.add(producer.send(new ProducerRecord<>(TOPIC, n, Load.text(n))));
            }
            producer.flush();
            for (Future<RecordMetadata> record : sent) {
                record.get(60, TimeUnit.SECONDS);
            }
        }
    }

    /** {@return each record's text by its number, verified} */
    private static Map<Integer, Integer> consume() throws Exception {
        var seen = new HashMap<Integer, Integer>();
        Load.inParallel(2, 2, n -> {
            Map<String, Object> config = common();
            config.put("group.id", "group");
            config.put("auto.offset.reset", "earliest");
            try (var consumer = new KafkaConsumer<>(config, new IntegerDeserializer(), new ByteArrayDeserializer())) {
                consumer.subscribe(List.of(TOPIC));
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
                while (System.nanoTime() < deadline && count(seen) < RECORDS) {
                    for (ConsumerRecord<Integer, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                        assertThat(record.value()).isEqualTo(Load.text(record.key()));
                        synchronized (seen) {
                            seen.merge(record.key(), 1, Integer::sum);
                        }
                    }
                    consumer.commitSync();
                }
            }
        });
        return seen;
    }

    private static int count(Map<Integer, Integer> seen) {
        synchronized (seen) {
            return seen.size();
        }
    }

    private static Map<String, Object> common() {
        return new HashMap<>(Map.of("bootstrap.servers", BROKER));
    }

    private KafkaRaftServer start() throws Exception {
        Path logs = folder.resolve("logs");
        var properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@" + Lab.SERVER + ":9093"),
                Map.entry("listeners", "PLAINTEXT://" + BROKER + ",CONTROLLER://" + Lab.SERVER + ":9093"),
                Map.entry("advertised.listeners", "PLAINTEXT://" + BROKER),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", logs.toString()),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0")));
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(logs.toString()))
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(logs.toString())
                .run();
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        server.startup();
        return server;
    }
}
