#!/bin/bash
# Asks Kafka for the metadata of no topic, in its own protocol, and is content when it names a broker: it names itself once clients may
# use it.
set -euo pipefail

exec 3<>/dev/tcp/127.0.0.1/9092
# length, kind 3 (metadata), version 1, number 1, client "probe", no topics
printf '\0\0\0\023\0\003\0\001\0\0\0\001\0\005probe\0\0\0\0' >&3
# length and number come back before how many brokers there are
brokers=$(head -c 12 <&3 | tail -c 4 | od -An -tu1 | tr -d ' \n')
[[ $brokers == 0001 ]]
