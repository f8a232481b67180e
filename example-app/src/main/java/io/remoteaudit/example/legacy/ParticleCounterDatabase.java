package io.remoteaudit.example.legacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The database of the program that came with the particle counter: one table, with names and codes as its vendor chose them
 * in 2009. The quality system is not meant to find it by its type, only Remote Audit by its name.
 */
@Configuration(proxyBeanMethods = false)
class ParticleCounterDatabase {

    static final String BEAN = "counterDatabase";

    /** 尘埃粒子监测: 序号, 房间, 测点, 级别, ≥0.5 µm 与 ≥5 µm 每立方米个数, 判定, 操作员, 日期, 时间, 修改时间. */
    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS LZJC (XH INTEGER PRIMARY KEY, FJ TEXT, CD TEXT, JB TEXT,"
                    + " LZ05 INTEGER, LZ5 INTEGER, PD TEXT, CZY TEXT, RQ TEXT, SJ TEXT, XGSJ TEXT)";

    @Bean(name = BEAN, defaultCandidate = false)
    DataSource counterDatabase(@Value("${example.directory}") Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be created; check its owner and rights", e);
        }
        DataSource database = new DriverManagerDataSource("jdbc:sqlite:" + directory.resolve("particle-counter.db"));
        JdbcClient.create(database).sql(TABLE).update();
        return database;
    }
}
