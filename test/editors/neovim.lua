-- Drives Neovim as its user would: opens a file, waits for the squiggle, asks for hover, completes a word with
-- the editor's own omni-completion and jumps to a definition. What was seen is written as JSON to $RESULT.
-- Works with Neovim 0.7 and later.

local seen = {}

-- The user is a coroutine that a timer wakes, so that Neovim's own loop runs in between, in insert mode too.
local function wait_for(what, ready)
  local deadline = vim.loop.now() + 20000
  while not ready() do
    if vim.loop.now() > deadline then error('waited in vain for ' .. what) end
    coroutine.yield()
  end
end

local function press(text)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(text, true, false, true), 'n', false)
end

local function place_cursor(pattern)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search(pattern, 'c') > 0, 'no ' .. pattern)
end

local function drive()
  vim.cmd('edit src/small.graphql')
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = 'troupe',
    cmd = { vim.env.TROUPE, 'serve' },
    root_dir = vim.fn.getcwd(),
    workspace_folders = { { uri = vim.uri_from_fname(vim.fn.getcwd()), name = 'workspace' } },
  })
  vim.lsp.buf_attach_client(buffer, client)
  vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'

  place_cursor('stargazerCount')
  vim.cmd('normal! cwstargazerCoun')
  wait_for('a diagnostic', function() return #vim.diagnostic.get(buffer) > 0 end)
  local diagnostic = vim.diagnostic.get(buffer)[1]
  seen.diagnostic = {
    message = diagnostic.message, line = diagnostic.lnum, column = diagnostic.col, code = diagnostic.code,
  }

  place_cursor('nameWithOwner')
  local hover = vim.lsp.buf_request_sync(buffer, 'textDocument/hover', vim.lsp.util.make_position_params(), 10000)
  seen.hover = hover[client].result.contents.value

  place_cursor('stargazerCoun$')
  press('A<C-x><C-o>')
  wait_for('completion', function() return #vim.fn.complete_info({ 'items' }).items > 0 end)
  seen.completion = {}
  for _, item in ipairs(vim.fn.complete_info({ 'items' }).items) do
    table.insert(seen.completion, item.word)
  end
  press('<C-y><Esc>')
  wait_for('normal mode', function() return vim.api.nvim_get_mode().mode == 'n' end)
  seen.line = vim.api.nvim_get_current_line()
  vim.cmd('undo')

  place_cursor('defaultBranchRef')
  vim.lsp.buf.definition()
  wait_for('the definition', function() return vim.api.nvim_get_current_buf() ~= buffer end)
  seen.definition = { file = vim.fn.expand('%:t'), line = vim.api.nvim_get_current_line() }

  vim.cmd('buffer! ' .. buffer)
  place_cursor('stargazerCoun')
  vim.cmd('normal! ccstargazerCount')
  wait_for('the diagnostic to go', function() return #vim.diagnostic.get(buffer) == 0 end)
  seen.clean = true
  vim.lsp.stop_client(client)
  wait_for('the server to end', function() return vim.lsp.client_is_stopped(client) end)
end

local user = coroutine.create(drive)
local timer = vim.loop.new_timer()
timer:start(0, 10, vim.schedule_wrap(function()
  if coroutine.status(user) == 'suspended' then
    local ok, message = coroutine.resume(user)
    if not ok then seen.failure = tostring(message) end
  end
  if coroutine.status(user) == 'dead' then
    timer:stop()
    vim.fn.writefile({ vim.json.encode(seen) }, vim.env.RESULT)
    vim.cmd('qall!')
  end
end))
