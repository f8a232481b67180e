package com.example.qms;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A quality system that has nothing but the module and a page. */
@SpringBootApplication
@RestController
public class Qms {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(Qms.class, arguments);
    }

    @GetMapping("/hello")
    String hello() {
        return "hello";
    }
}
