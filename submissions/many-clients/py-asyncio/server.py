import asyncio


async def serve(reader, writer):
    while line := await reader.read(1024):
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 12001)
    async with server:
        await server.serve_forever()


asyncio.run(main())
