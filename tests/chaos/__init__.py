"""The chaos run: a crowd of requesters and agents, processes that are killed, servers that are restarted, platforms in bad
weather; and a judge who looks at nothing but what stands in the chats and the threads. `make chaos`, and a short one as a
story of `make test`."""
